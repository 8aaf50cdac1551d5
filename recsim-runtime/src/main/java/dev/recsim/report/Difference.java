package dev.recsim.report;

import dev.recsim.report.page.Figures;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import dev.recsim.stats.Runs;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How much one agent's score exceeds another's, seed by seed: both met the same users.
 *
 * @param agent the one
 * @param reference the other
 * @param bySeed agent - reference on each seed on which both completed
 */
record Difference(Standing agent, Standing reference, SortedMap<Integer, Double> bySeed) {
  static Difference between(Standing agent, Standing reference) {
    SortedMap<Integer, Double> others = reference.bySeed();
    SortedMap<Integer, Double> bySeed = agent.bySeed();
    bySeed.keySet().retainAll(others.keySet());
    bySeed.replaceAll((seed, score) -> score - others.get(seed));
    return new Difference(agent, reference, bySeed);
  }

  /** Whether there is a seed on which both completed. */
  boolean paired() {
    return !bySeed.isEmpty();
  }

  Estimate mean() {
    return Estimate.of(bySeed.values().stream().mapToDouble(Double::doubleValue).toArray());
  }

  Optional<Interval> interval() {
    return paired() ? mean().interval(Figures.LEVEL) : Optional.empty();
  }

  /** Whether the interval leaves no doubt about who is ahead. */
  boolean clear() {
    return interval().filter(interval -> !interval.contains(0)).isPresent();
  }

  /** Whether both scored the same on every seed. */
  boolean none() {
    return paired() && bySeed.values().stream().allMatch(value -> value == 0);
  }

  /** Probability that a run of the agent scores higher than a run of the reference. */
  double probabilityOfImprovement() {
    return Runs.probabilityOfImprovement(agent.scores(), reference.scores());
  }
}
