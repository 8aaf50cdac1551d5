package dev.recsim.app.ab;

import dev.recsim.app.project.UserError;
import dev.recsim.io.RegularFile;
import dev.recsim.io.RunFiles;
import dev.recsim.live.judge.LiveTestJudge;
import dev.recsim.live.judge.LiveTestResult.Predicted;
import dev.recsim.live.options.LiveTestSpec;
import dev.recsim.report.results.Results;
import dev.recsim.report.results.Results.Agent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an experiment predicts of a live test whose arms are its agents.
 *
 * @param control name of the control
 * @param results of the experiment; empty if none is named
 */
record Predictions(String control, Optional<Results> results) implements LiveTestJudge.Predictions {
  /** The metric that is the mean score of agents. */
  private static final String REWARD = "reward";

  /**
   * Reads the results of the experiment that a test names.
   *
   * @throws UserError if it has none
   */
  static Predictions of(LiveTestSpec spec, Path reports) throws IOException, UserError {
    Optional<String> named = Optional.ofNullable(spec.section().options().predictedBy());
    if (named.isEmpty()) {
      return new Predictions("", Optional.empty());
    }
    String experiment = named.get();
    Path file = reports.resolve(experiment).resolve(RunFiles.RESULTS);
    if (!Files.exists(file)) {
      throw new UserError(
          "%s: ab.predicted_by: %s has no results in %s; run recsim:run first"
              .formatted(spec.file(), experiment, reports));
    }
    try {
      return new Predictions(
          spec.section().control(), Optional.of(Results.readWithoutTrials(RegularFile.text(file))));
    } catch (IllegalArgumentException | RegularFile.NotOne e) {
      throw new UserError(file + " " + e.getMessage());
    }
  }

  /** The relative change of a metric; empty if the experiment does not have it. */
  @Override
  public Optional<Predicted> of(String arm, String metric) {
    Optional<Double> before = value(control, metric);
    Optional<Double> after = value(arm, metric);
    return before.isEmpty() || after.isEmpty() || !(before.get() > 0)
        ? Optional.empty()
        : Optional.of(
            new Predicted(
                after.get() / before.get() - 1,
                "experiment " + results.orElseThrow().experiment()));
  }

  private Optional<Double> value(String arm, String metric) {
    return results.stream()
        .flatMap(it -> it.agents().stream())
        .filter(it -> it.name().equals(arm))
        .findFirst()
        .flatMap(
            it -> metric.equals(REWARD) ? Optional.ofNullable(it.mean()) : ofMetric(it, metric));
  }

  private static Optional<Double> ofMetric(Agent agent, String metric) {
    return Optional.ofNullable(agent.metrics()).map(it -> it.get(metric)).map(Results.Mean::mean);
  }
}
