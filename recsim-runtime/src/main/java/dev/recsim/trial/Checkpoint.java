package dev.recsim.trial;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.recsim.trial.schedule.Training;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The state of training after an epoch: one point of the learning curve.
 *
 * @param epoch 1 for the first
 * @param envSteps steps taken in the environment so far, warm-up included
 * @param updates gradient steps taken so far
 * @param meanReward mean reward of the validation sessions under the greedy policy; null without
 *     validation
 * @param standardError of that mean; null without validation or with a single session
 * @param exactValue exact value of the greedy policy; null if the environment is not finite
 * @param diagnostics the learner's diagnostics by name, as means since the last checkpoint that has
 *     them; at most {@link Training#MOST_POINTS} checkpoints of a trial have diagnostics and
 *     metrics
 * @param metrics of the validation sessions by name, without metrics that have no value
 */
public record Checkpoint(
    int epoch,
    long envSteps,
    long updates,
    Double meanReward,
    Double standardError,
    Double exactValue,
    @JsonInclude(Include.NON_EMPTY) Map<String, Double> diagnostics,
    @JsonInclude(Include.NON_EMPTY) Map<String, Double> metrics) {
  public Checkpoint {
    diagnostics = copy(diagnostics);
    metrics = copy(metrics);
  }

  /** Without diagnostics and metrics. */
  public Checkpoint(
      int epoch,
      long envSteps,
      long updates,
      Double meanReward,
      Double standardError,
      Double exactValue) {
    this(epoch, envSteps, updates, meanReward, standardError, exactValue, Map.of(), Map.of());
  }

  /** Copies a map and keeps its order; null, as in files of earlier versions, is empty. */
  private static Map<String, Double> copy(Map<String, Double> figures) {
    return figures == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }
}
