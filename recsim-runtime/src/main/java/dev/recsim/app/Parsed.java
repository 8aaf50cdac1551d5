package dev.recsim.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What files say, each read once for as long as it stays as it is: the index is written after every
 * experiment, and says something of all.
 *
 * @param <T> what a file is parsed to
 */
final class Parsed<T> {
  private final Function<String, T> parser;
  private final Map<Path, Entry<T>> entries = new HashMap<>();

  /** Files are never written to but replaced: then their key, size or time is another. */
  private record Version(Object key, long size, FileTime time) {}

  private record Entry<T>(Version version, T value) {}

  Parsed(Function<String, T> parser) {
    this.parser = parser;
  }

  /** What a file in UTF-8 says; what the parser throws is thrown each time. */
  T of(Path file) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    Version version = new Version(now.fileKey(), now.size(), now.lastModifiedTime());
    Entry<T> known = entries.get(file);
    if (known == null || !known.version().equals(version)) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      known = new Entry<>(version, parser.apply(text));
      entries.put(file, known);
    }
    return known.value();
  }

  /** Forgets a file that has just been written. */
  void forget(Path file) {
    entries.remove(file);
  }
}
