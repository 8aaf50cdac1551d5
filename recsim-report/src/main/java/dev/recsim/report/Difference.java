package dev.recsim.report;

import dev.recsim.report.page.Figures;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The difference between the scores of two agents, paired by seed: on the same seed both met the
 * same users.
 *
 * @param agent the agent
 * @param reference the agent whose scores are subtracted
 * @param bySeed agent - reference, for each seed on which both completed
 */
public record Difference(Standing agent, Standing reference, SortedMap<Integer, Double> bySeed) {
  public static Difference between(Standing agent, Standing reference) {
    SortedMap<Integer, Double> others = reference.bySeed();
    SortedMap<Integer, Double> bySeed = agent.bySeed();
    bySeed.keySet().retainAll(others.keySet());
    bySeed.replaceAll((seed, score) -> score - others.get(seed));
    return new Difference(agent, reference, bySeed);
  }

  /** Whether both completed on at least one seed. */
  public boolean paired() {
    return !bySeed.isEmpty();
  }

  public Estimate mean() {
    return Estimate.of(bySeed.values().stream().mapToDouble(Double::doubleValue).toArray());
  }

  public Optional<Interval> interval() {
    return paired() ? mean().interval(Figures.LEVEL) : Optional.empty();
  }

  /** Whether the interval does not contain 0. */
  public boolean clear() {
    return interval().filter(interval -> !interval.contains(0)).isPresent();
  }

  /** Returns the probability that a run of the agent scores higher than a run of the reference. */
  public double probabilityOfImprovement() {
    return Runs.probabilityOfImprovement(agent.scores(), reference.scores());
  }
}
