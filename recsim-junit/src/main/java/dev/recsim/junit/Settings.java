package dev.recsim.junit;

import dev.recsim.baseline.Check;
import java.nio.file.Path;

/**
 * Where experiments and reports are, and how runs are judged.
 *
 * @param experiments the folder of all experiments
 * @param alpha the error rate of verdicts
 * @param parallelism number of trials that run at the same time
 */
record Settings(Path experiments, Path reports, double alpha, int parallelism) {

  static Settings ofSystem() {
    String processors = String.valueOf(Runtime.getRuntime().availableProcessors());
    return new Settings(
        Path.of(System.getProperty("recsim.experimentsDirectory", "experiments")),
        Path.of(System.getProperty("recsim.reportsDirectory", "reports")),
        Double.parseDouble(System.getProperty("recsim.alpha", String.valueOf(Check.ALPHA))),
        Integer.parseInt(System.getProperty("recsim.parallelism", processors)));
  }

  /** The folder of all experiments, or that of the file if it is elsewhere. */
  Path home(Path file) {
    Path folder = experiments.toAbsolutePath().normalize();
    return file.startsWith(folder) ? folder : file.getParent();
  }
}
