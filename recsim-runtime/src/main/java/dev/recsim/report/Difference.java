package dev.recsim.report;

import dev.recsim.report.page.Figures;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import dev.recsim.stats.Runs;
import dev.recsim.trial.TrialResult.Completed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How much one agent's score exceeds another's, seed by seed: both met the same users.
 *
 * @param agent the one
 * @param reference the other
 * @param seeds on which both completed, ascending
 * @param values agent - reference on each of the seeds
 */
record Difference(Standing agent, Standing reference, List<Integer> seeds, double[] values) {

  static Difference between(Standing agent, Standing reference) {
    Map<Integer, Completed> bySeed =
        reference.completed().stream()
            .collect(Collectors.toMap(trial -> trial.id().seed(), Function.identity()));
    List<Integer> seeds = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Completed trial : agent.completed()) {
      Completed other = bySeed.get(trial.id().seed());
      if (other != null) {
        seeds.add(trial.id().seed());
        values.add(Standing.score(trial) - Standing.score(other));
      }
    }
    return new Difference(
        agent, reference, seeds, values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Whether there is a seed on which both completed. */
  boolean paired() {
    return values.length > 0;
  }

  Estimate mean() {
    return Estimate.of(values);
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
    return paired() && java.util.Arrays.stream(values).allMatch(value -> value == 0);
  }

  /** Probability that a run of the agent scores higher than a run of the reference. */
  double probabilityOfImprovement() {
    return Runs.probabilityOfImprovement(agent.scores(), reference.scores());
  }
}
