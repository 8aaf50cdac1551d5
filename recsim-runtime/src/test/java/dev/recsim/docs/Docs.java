package dev.recsim.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the documentation. */
final class Docs {
  static final Path ROOT = Path.of("..");
  static final Path FOLDER = ROOT.resolve("docs");
  static final Path README = ROOT.resolve("README.md");

  private Docs() {}

  /** Whether what is generated is to be written in place of being compared. */
  static boolean isWritten() {
    return System.getProperty("recsim.docs", "").equals("write");
  }

  /** What to do when a file is not what the code makes of it. */
  static String cure(Path file) {
    return "%s is not what the code makes of it; write it again: CONTRIBUTING.md, To add a page"
        .formatted(ROOT.relativize(file));
  }

  /** All pages below docs, sorted, and the README. */
  static List<Path> pages() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return Stream.concat(
              Stream.of(README), files.filter(file -> file.toString().endsWith(".md")).sorted())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Other pages in the folder above docs. */
  static List<Path> pagesOfTheRoot() {
    return Stream.of(
            "CHANGELOG.md", "CONTRIBUTING.md", "RELEASING.md", "SECURITY.md", "THIRD-PARTY.md")
        .map(ROOT::resolve)
        .toList();
  }

  static String read(Path file) {
    try {
      return Files.readString(file).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
