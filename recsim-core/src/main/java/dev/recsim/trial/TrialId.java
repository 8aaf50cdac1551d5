package dev.recsim.trial;

import java.util.Comparator;

/**
 * Names a trial within an experiment.
 *
 * @param agent the agent's name in the experiment file
 * @param seed the trial's seed
 */
public record TrialId(String agent, int seed) implements Comparable<TrialId> {
  private static final Comparator<TrialId> ORDER =
      Comparator.comparing(TrialId::agent).thenComparingInt(TrialId::seed);

  @Override
  public int compareTo(TrialId other) {
    return ORDER.compare(this, other);
  }

  /** Faster at start-up than the derived method of a record, which must be linked first. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TrialId id && id.seed == seed && id.agent.equals(agent);
  }

  /** As {@link #equals}. */
  @Override
  public int hashCode() {
    return 31 * agent.hashCode() + seed;
  }

  /** {@code actor_critic-seed-3}: for file names and messages. */
  @Override
  public String toString() {
    return agent + "-seed-" + seed;
  }
}
