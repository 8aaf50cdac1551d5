package dev.recsim.baseline;

import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.stats.Estimate;
import java.util.List;
import java.util.stream.Stream;

/**
 * The mean scores of an agent before and after a change of the arena, which are not comparable.
 *
 * @param agent its name
 * @param baseline in the baseline; NaN if the agent is not in it
 * @param current in the changed experiment; NaN if the agent is not in it
 */
public record ArenaScore(String agent, double baseline, double current) {

  /** Every agent of either side. */
  static List<ArenaScore> of(Snapshot baseline, Snapshot current) {
    return Stream.concat(baseline.agents().stream(), current.agents().stream())
        .map(AgentScores::name)
        .distinct()
        .map(name -> new ArenaScore(name, mean(baseline, name), mean(current, name)))
        .toList();
  }

  private static double mean(Snapshot snapshot, String agent) {
    return snapshot
        .agent(agent)
        .map(AgentScores::values)
        .filter(values -> values.length > 0)
        .map(values -> Estimate.of(values).mean())
        .orElse(Double.NaN);
  }
}
