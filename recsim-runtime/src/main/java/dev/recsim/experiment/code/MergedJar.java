package dev.recsim.experiment.code;

import static java.util.stream.Collectors.joining;

import dev.recsim.store.code.Code.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A jar that was made of other class path entries, as the command-line jar is. A list in it has
 * their digests, so a trial depends on the same code whether it runs with the jar or with the
 * entries. The list counts only as long as every file of the jar is as it was made.
 */
public final class MergedJar {
  /** The file with the list. */
  public static final String LIST = "META-INF/recsim/entries.tsv";

  private MergedJar() {}

  /**
   * Returns the list of a jar: the digest of its files, then the digest and the name of each part.
   *
   * @param jar without a list, or with one that does not count
   * @param parts jars and folders that it was made of
   * @throws IOException if one cannot be read, or if a class is not what it is in the parts
   */
  public static String list(Path jar, Collection<Path> parts) throws IOException {
    CodeNames names = new CodeNames();
    StringBuilder lines = new StringBuilder();
    for (Path part : parts) {
      EntryDigest digest = new EntryDigest(names, part);
      CodeFiles.visit(part, digest);
      if (digest.counts()) {
        lines.append(digest.hex()).append('\t').append(RunningCode.name(part)).append('\n');
      }
    }
    EntryDigest whole = new EntryDigest(names, jar);
    CodeFiles.visit(jar, whole);
    List<CodeNames.Overlap> overlaps = names.overlaps();
    if (!CodeNames.digest(overlaps).isEmpty()) {
      throw new IOException(
          "files of one name differ in "
              + overlaps.stream()
                  .map(it -> it.loser().toString())
                  .distinct()
                  .collect(joining(" and ")));
    }
    return whole.whole() + "\t\n" + lines;
  }

  /**
   * The entries that a jar stands for.
   *
   * @param digest of all of its files
   * @return empty if it is a plain jar, or if one of its files has changed since it was made
   */
  static Optional<List<Entry>> parts(Path jar, EntryDigest digest) throws IOException {
    if (!digest.hasList()) {
      return Optional.empty();
    }
    List<Entry> parts = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry list = zip.getEntry(LIST);
      try (InputStream in = zip.getInputStream(list)) {
        for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
          String[] words = line.split("\t", 2);
          parts.add(new Entry(words.length < 2 ? "" : words[1], words[0]));
        }
      }
    }
    boolean isWhole = !parts.isEmpty() && parts.remove(0).digest().equals(digest.whole());
    return isWhole ? Optional.of(parts) : Optional.empty();
  }
}
