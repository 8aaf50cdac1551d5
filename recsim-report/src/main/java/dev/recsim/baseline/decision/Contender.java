package dev.recsim.baseline.decision;

import dev.recsim.stats.Estimate;
import dev.recsim.trial.TrialResult.Completed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An agent with at least one score.
 *
 * @param oracle whether it knows the environment, so that nobody can ship it
 * @param fixed whether its score is the same on every seed by construction
 * @param scores by seed
 * @param metrics values by seed, by the name of the metric
 */
public record Contender(
    String name,
    boolean oracle,
    boolean fixed,
    SortedMap<Integer, Double> scores,
    Map<String, SortedMap<Integer, Double>> metrics) {

  /** The agent of completed trials. */
  public static Contender of(String name, boolean oracle, boolean fixed, List<Completed> trials) {
    SortedMap<Integer, Double> scores = new TreeMap<>();
    Map<String, SortedMap<Integer, Double>> metrics = new HashMap<>();
    for (Completed trial : trials) {
      int seed = trial.id().seed();
      scores.put(seed, trial.score());
      trial
          .metrics()
          .forEach(
              (metric, value) ->
                  metrics
                      .computeIfAbsent(metric, it -> new TreeMap<>())
                      .put(seed, value == null ? Double.NaN : value));
    }
    return new Contender(name, oracle, fixed, scores, metrics);
  }

  /** The values of a metric by seed; empty if it has none. */
  SortedMap<Integer, Double> metric(String name) {
    return metrics.getOrDefault(name, new TreeMap<>());
  }

  double mean() {
    return Estimate.mean(scores.values().stream().mapToDouble(Double::doubleValue).toArray());
  }
}
