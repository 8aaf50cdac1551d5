package dev.recsim.agent;

import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.LearningAgent;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.TrainingPlan;
import dev.recsim.random.RandomKey;

/**
 * A bandit that ranks documents: a slate holds those of the greatest indices while it learns, and
 * those of the greatest estimates when it is evaluated: it exploits and no longer explores.
 */
public abstract class RankingAgent extends LearningAgent {
  private final int slateSize;

  /** An agent that fills slates of this size. */
  protected RankingAgent(int slateSize) {
    this.slateSize = slateSize;
  }

  /** How good each candidate is, as far as is known. */
  protected abstract double[] estimates(Observation seen);

  /** How much each candidate is worth trying. */
  protected abstract double[] indices(Observation seen, RandomKey key);

  /** Bandits learn a few numbers, without gradient steps: there is one for each checkpoint. */
  @Override
  public TrainingPlan plan(long envSteps) {
    return new TrainingPlan(50_000, 0, 25, 1);
  }

  @Override
  public Policy greedy() {
    return (DeterministicPolicy) seen -> Ranking.top(estimates(seen), slateSize);
  }

  @Override
  public final Policy exploring() {
    return (seen, key) -> Ranking.top(indices(seen, key), slateSize);
  }
}
