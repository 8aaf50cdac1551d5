package dev.recsim.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A class path as jars that can lie in one folder. Folders of classes become jars of the same files
 * and no others: the fingerprint of code is that of its files.
 */
final class ClassPathFiles {
  private final Path scratch;
  private final Set<String> names = new HashSet<>();

  /**
   * @param scratch where new jars are written
   */
  ClassPathFiles(Path scratch) {
    this.scratch = scratch;
  }

  /** Jars, in order, no two of the same name. What does not exist is passed over, as JVMs do. */
  List<Path> jars(List<String> classPath) throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String entry : classPath) {
      if (!entry.isEmpty() && Files.exists(Path.of(entry))) {
        jars.add(jar(Path.of(entry)));
      }
    }
    return jars;
  }

  /** One entry as a jar. */
  Path jar(Path entry) throws IOException {
    String name = entry.toAbsolutePath().getFileName().toString();
    if (Files.isDirectory(entry)) {
      return zip(entry, scratch.resolve(unused(name + ".jar")));
    }
    String unused = unused(name);
    return unused.equals(name) ? entry : Files.copy(entry, scratch.resolve(unused));
  }

  private String unused(String name) {
    String unused = name;
    for (int i = 2; !names.add(unused); i++) {
      unused = i + "-" + name;
    }
    return unused;
  }

  private static Path zip(Path folder, Path jar) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Path file : files) {
        zip.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return jar;
  }
}
