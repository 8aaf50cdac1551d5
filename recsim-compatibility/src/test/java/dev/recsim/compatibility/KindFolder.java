package dev.recsim.compatibility;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a kind that a version wrote: a project, and what must be said about it. */
record KindFolder(Path folder) {
  static final Path ROOT = Path.of("../compatibility");

  /** The folders of all versions. */
  static List<Path> versions() throws IOException {
    return folders(ROOT);
  }

  /** The kinds of all versions that have a transcript. */
  static List<KindFolder> all() throws IOException {
    return versions().stream()
        .flatMap(KindFolder::kinds)
        .map(KindFolder::new)
        .filter(it -> Files.exists(it.transcript()))
        .toList();
  }

  private static Stream<Path> kinds(Path version) {
    try {
      return folders(version).stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Path> folders(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }

  /** A kind of the oldest version. */
  static KindFolder of(String kind) throws IOException {
    return new KindFolder(versions().get(0).resolve(kind));
  }

  Path transcript() {
    return folder.resolve("expected.txt");
  }

  /** Copies the project. */
  Path copy(Path to) throws IOException {
    Path project = folder.resolve("project");
    for (Map.Entry<String, String> each : files(project).entrySet()) {
      Path target = to.resolve(each.getKey());
      Files.createDirectories(target.getParent());
      Files.copy(project.resolve(each.getKey()), target);
    }
    return to;
  }

  /** The digests of all files below a folder by name; reports and git's files are left out. */
  static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(each).toString().replace('\\', '/');
        if (!name.startsWith(".git/") && !name.startsWith("reports/")) {
          files.put(name, dev.recsim.io.Digest.of(each));
        }
      }
    }
    return files;
  }

  @Override
  public String toString() {
    return folder.getParent().getFileName() + "/" + folder.getFileName();
  }
}
