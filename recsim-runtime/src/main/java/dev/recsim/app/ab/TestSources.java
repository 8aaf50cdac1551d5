package dev.recsim.app.ab;

import dev.recsim.app.project.UserError;
import dev.recsim.experiment.remote.LogDriver;
import dev.recsim.live.InvalidTestData;
import dev.recsim.live.TestColumns.Only;
import dev.recsim.live.TestData;
import dev.recsim.live.TestSource;
import dev.recsim.live.judge.TestFiles;
import dev.recsim.live.options.LiveTestSpec;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Reads the data that a file with a live test names; errors name the file. */
final class TestSources {
  private TestSources() {}

  /** Opens data, on the class path or on a cluster. */
  @FunctionalInterface
  interface Opening {
    TestSource open(TestFiles files) throws IOException, InvalidTestData;
  }

  /**
   * Reads all data up to a time.
   *
   * @param only a part of the units
   * @param cluster reads logs; empty for this JVM
   * @throws UserError if there are none, or they cannot be judged
   */
  static TestData read(LiveTestSpec spec, Instant until, Only only, Optional<LogDriver> cluster)
      throws IOException, UserError {
    if (cluster.isEmpty() || spec.section().options().columns().n() != null) {
      return read(spec, files -> files.open(until, only));
    }
    if (spec.section().logs().isPresent()) {
      throw new UserError(spec.file() + ": a served log is read with recsim.executor=local");
    }
    return read(spec, files -> new ClusterLog(cluster.get(), spec, files.columns(until, only)));
  }

  /** Reads the log of the time before the test. */
  static TestData history(LiveTestSpec spec) throws IOException, UserError {
    return read(spec, files -> files.history(Instant.now()));
  }

  private static TestData read(LiveTestSpec spec, Opening opening) throws IOException, UserError {
    TestSource source;
    try {
      source =
          opening.open(new TestFiles(spec.section(), spec.file().toAbsolutePath().getParent()));
    } catch (InvalidTestData e) {
      throw new UserError(spec.file() + ": " + e.getMessage());
    }
    try {
      return source.read();
    } catch (InvalidTestData e) {
      throw new UserError(e.getMessage());
    }
  }
}
