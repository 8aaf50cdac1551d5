package dev.recsim.cli;

import dev.recsim.io.AtomicFile;
import dev.recsim.io.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the goals of one build print once, though several have it to say.
 *
 * @param file digests of what was printed; empty if there are no other goals
 */
record Once(Optional<Path> file) {

  /** Whether no goal of the build has printed these lines; after that, one has. */
  boolean isNew(List<String> lines) {
    if (file.isEmpty() || lines.isEmpty()) {
      return !lines.isEmpty();
    }
    String digest = Digest.of(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    try {
      String printed = Files.exists(file.get()) ? Files.readString(file.get()) : "";
      if (printed.contains(digest)) {
        return false;
      }
      AtomicFile.write(file.get(), printed + digest + "\n");
    } catch (IOException e) {
      // It is printed again, which is no harm.
    }
    return true;
  }
}
