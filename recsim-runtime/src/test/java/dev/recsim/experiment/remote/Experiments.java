package dev.recsim.experiment.remote;

import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import java.nio.file.Files;
import java.nio.file.Path;

/** Experiments for tests. */
final class Experiments {
  private Experiments() {}

  /** Writes an experiment into a folder of this one, and reads it. */
  static ExperimentSpec read(Path home, String yaml) throws Exception {
    Path file = Files.createDirectories(home.resolve("experiments")).resolve("small.yaml");
    Files.writeString(file, yaml);
    return ExperimentReader.read(file);
  }
}
