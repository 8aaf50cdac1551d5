package dev.recsim.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Data sets that are beside the project and not part of it. */
public final class SharedData {
  private static final Path FOLDER = Path.of("../../shared/data");

  private SharedData() {}

  /** Returns a file; skips the test if it is missing, or fails it on a CI server. */
  public static Path file(String name) {
    Path file = FOLDER.resolve(name);
    String message = "needs the data set " + file;
    if ("true".equals(System.getenv("CI"))) {
      assertThat(file).as(message).exists();
    }
    assumeTrue(Files.exists(file), message);
    return file;
  }
}
