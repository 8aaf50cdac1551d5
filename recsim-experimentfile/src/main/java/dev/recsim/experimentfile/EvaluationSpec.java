package dev.recsim.experimentfile;

import dev.recsim.experimentfile.evaluation.EvaluateSection;
import dev.recsim.yaml.binding.Header;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An evaluation of policies on a log.
 *
 * @param file the experiment file; the log's file is relative to its folder
 * @param name the experiment's name, with slashes, which is its folder below the reports
 * @param title heading of the report
 * @param seed root of the random groups of sessions
 * @param section what to evaluate
 * @param experiment the experiment whose agents are evaluated; empty if the file has none
 */
public record EvaluationSpec(
    Path file,
    String name,
    String title,
    long seed,
    EvaluateSection section,
    Optional<ExperimentSpec> experiment) {

  /** The evaluation of the agents of an experiment. */
  static EvaluationSpec of(ExperimentSpec spec, EvaluateSection section) {
    return new EvaluationSpec(
        spec.file(), spec.name(), spec.title(), spec.seed(), section, Optional.of(spec));
  }

  /** The folder of experiments that the file is in. */
  public Path home() {
    Path home = file.toAbsolutePath().getParent();
    for (int i = name.indexOf('/'); i >= 0; i = name.indexOf('/', i + 1)) {
      home = home.getParent();
    }
    return experiment.map(ExperimentSpec::home).orElse(home);
  }

  /**
   * An evaluation without an experiment.
   *
   * @param folder of the file below the experiments, with a slash at its end
   */
  static EvaluationSpec of(Path file, String folder, Header header, EvaluateSection section) {
    return new EvaluationSpec(
        file, folder + header.name(), header.title(), header.seed(), section, Optional.empty());
  }
}
