package dev.recsim.store;

import dev.recsim.io.AtomicFile;
import dev.recsim.io.RegularFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The trials whose sessions earned other rewards when they were played again, and how they
 * differed, by fingerprint. There is no file as long as there is no such trial.
 */
record RepeatFile(Path file) {
  /** How trials differed, by fingerprint; empty if there is no file, or it cannot be read. */
  SortedMap<String, String> read() {
    SortedMap<String, String> different = new TreeMap<>();
    try {
      if (Files.isRegularFile(file)) {
        for (String line : RegularFile.text(file).split("\n")) {
          String[] words = line.split("\t", 2);
          if (words.length == 2) {
            different.put(words[0], words[1]);
          }
        }
      }
    } catch (IOException e) {
      // The next replay writes it again.
    }
    return different;
  }

  /**
   * Adds trials that were played again.
   *
   * @param played how they differed, by fingerprint; empty if they did not
   */
  void add(Map<String, Optional<String>> played) throws IOException {
    SortedMap<String, String> before = read();
    SortedMap<String, String> now = new TreeMap<>(before);
    played.forEach(
        (fingerprint, how) -> {
          now.remove(fingerprint);
          how.ifPresent(it -> now.put(fingerprint, it.replaceAll("[\\t\\r\\n]", " ")));
        });
    if (now.isEmpty()) {
      Files.deleteIfExists(file);
    } else if (!now.equals(before)) {
      StringBuilder text = new StringBuilder();
      now.forEach((fingerprint, how) -> text.append(fingerprint + "\t" + how + "\n"));
      AtomicFile.write(file, text.toString());
    }
  }
}
