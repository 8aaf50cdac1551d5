package dev.recsim.experimentfile.record;

import dev.recsim.experimentfile.ExperimentSpec;
import java.nio.file.Path;

/**
 * A record of predictions and outcomes.
 *
 * @param file its declaration, {@code experiments/reality/<name>.yaml}
 * @param name of the file without its ending
 * @param experiment whose effects are predicted
 * @param metric {@code reward} or a metric of the experiment
 * @param level of intervals, in [0.5, 1)
 */
public record RecordSpec(
    Path file, String name, ExperimentSpec experiment, String metric, double level) {

  /** The folder of its predictions and outcomes. */
  public Path folder() {
    return file.resolveSibling(name);
  }
}
