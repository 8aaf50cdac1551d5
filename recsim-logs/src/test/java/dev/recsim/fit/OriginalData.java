package dev.recsim.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/**
 * Data sets whose publishers state no licence, in the folder {@code -Drecsim.data=<folder>}. The
 * project has counts of them, see the READMEs of the test resources.
 */
public final class OriginalData {
  private OriginalData() {}

  /** Returns a file; skips the test if no folder is named. */
  public static Path file(String name) {
    String folder = System.getProperty("recsim.data");
    assumeTrue(folder != null, "needs -Drecsim.data=<folder> with " + name);
    Path file = Path.of(folder, name);
    assertThat(file).exists();
    return file;
  }
}
