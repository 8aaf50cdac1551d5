package dev.recsim.logs.served;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.served.ServedHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of one server, in the order in which they were begun, whatever its clock said.
 *
 * @param folder of the server
 */
public record ServedFolder(Path folder, List<Path> files) {
  private static final Pattern NAME = Pattern.compile("served-[0-9TZ]+-([0-9]{1,18})[.]jsonl");

  /**
   * Finds the servers of a folder: that of the folder itself, or those of the folders in it.
   *
   * @throws InvalidFile if there is no file of a served log
   */
  public static List<ServedFolder> of(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InvalidFile(folder, 0, 0, "the folder is missing; check logs.folder");
    }
    try {
      List<ServedFolder> found = in(folder);
      if (found.isEmpty()) {
        throw new InvalidFile(
            folder,
            0,
            0,
            "has no file of a served log, such as served-20260131T120000Z-000001.jsonl");
      }
      return found;
    } catch (IOException e) {
      throw new InvalidFile(folder, 0, 0, "the log cannot be read: " + e.getMessage());
    }
  }

  /** As {@link #of}; empty if there is none. */
  public static List<ServedFolder> in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> own = files(folder);
    List<ServedFolder> found = new ArrayList<>();
    if (!own.isEmpty()) {
      found.add(new ServedFolder(folder, own));
      return found;
    }
    for (Path inside : list(folder)) {
      List<Path> files = Files.isDirectory(inside) ? files(inside) : List.of();
      if (!files.isEmpty()) {
        found.add(new ServedFolder(inside, files));
      }
    }
    return found;
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.sorted().toList();
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    return list(folder).stream()
        .filter(it -> number(it) >= 0 && Files.isRegularFile(it))
        .sorted(Comparator.comparingLong(ServedFolder::number).thenComparing(it -> it))
        .toList();
  }

  private static long number(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches() ? Long.parseLong(name.group(1)) : -1;
  }

  /** What serves at the begin of a log. */
  public static ServedHeader header(List<ServedFolder> servers) throws IOException {
    return ServedServer.first(servers);
  }

  /** What serves at the begin of a file. */
  public static ServedHeader header(Path file) throws IOException {
    return ServedServer.first(List.of(new ServedFolder(file.getParent(), List.of(file))));
  }

  /** All files of some servers. */
  public static List<Path> files(List<ServedFolder> servers) {
    return servers.stream().flatMap(it -> it.files().stream()).toList();
  }
}
