package dev.recsim.baseline.decision;

import dev.recsim.stats.Estimate;
import java.util.Map;
import java.util.SortedMap;

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

  double mean() {
    return Estimate.mean(scores.values().stream().mapToDouble(Double::doubleValue).toArray());
  }
}
