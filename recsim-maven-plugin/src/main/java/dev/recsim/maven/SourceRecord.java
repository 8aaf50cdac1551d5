package dev.recsim.maven;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * What sources and resources were when they were compiled or copied, as far as a goal has seen it.
 * Maven compiles a file that is newer than its class, so it does not see a change whose time was
 * set back.
 *
 * @param file where it is kept
 */
record SourceRecord(Path file) {
  /**
   * A source.
   *
   * @param time when it was written, in milliseconds
   * @param crc check sum of its contents
   * @param made when its classes or its copy were written, in milliseconds
   */
  private record Source(long time, long size, long crc, long made) {}

  /**
   * Finds sources with other contents than when they were made into what is there, although they
   * are not newer, and keeps what the others are.
   *
   * @param made when the classes or the copy of each source were written, in milliseconds
   */
  List<Path> changed(Map<Path, Long> made) throws IOException {
    Map<String, Source> before = read();
    StringBuilder lines = new StringBuilder();
    List<Path> changed = new ArrayList<>();
    for (Map.Entry<Path, Long> each : made.entrySet()) {
      Path path = each.getKey();
      Source known = before.get(path.toString());
      long time = Files.getLastModifiedTime(path).toMillis();
      long size = Files.size(path);
      boolean same = known != null && known.made() == each.getValue();
      Source now =
          same && known.time() == time && known.size() == size
              ? known
              : new Source(time, size, crc(path), each.getValue());
      if (same && now.crc() != known.crc() && time <= known.made()) {
        changed.add(path);
        now = known;
      }
      lines
          .append("%s\t%s\t%s\t%s\t".formatted(now.time(), now.size(), now.crc(), now.made()))
          .append(path)
          .append('\n');
    }
    String text = lines.toString();
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    return changed;
  }

  private Map<String, Source> read() throws IOException {
    Map<String, Source> sources = new HashMap<>();
    try {
      for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        String[] words = line.split("\t", 5);
        sources.put(
            words[4],
            new Source(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3])));
      }
      return sources;
    } catch (CharacterCodingException | RuntimeException e) {
      // A damaged file is written again.
      return new HashMap<>();
    }
  }

  private static long crc(Path path) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(Files.readAllBytes(path));
    return crc.getValue();
  }
}
