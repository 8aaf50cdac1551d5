package dev.recsim.agent;

import dev.recsim.api.Learner;
import dev.recsim.api.LogLearner;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.learn.LearningAgent;
import dev.recsim.random.RandomKey;
import java.util.Optional;

/**
 * A bandit that ranks documents. While it learns, a slate has the documents with the largest
 * indices, which include exploration. In evaluation, a slate has the documents with the largest
 * estimates.
 */
public abstract class RankingAgent extends LearningAgent implements LogLearner {
  private final int slateSize;

  /**
   * @param slateSize number of documents on a slate
   */
  protected RankingAgent(int slateSize) {
    this.slateSize = slateSize;
  }

  /** Returns the estimated value of each candidate. */
  protected abstract double[] estimates(Observation seen);

  /** Returns the index of each candidate: its estimate and a bonus for uncertainty, or a draw. */
  protected abstract double[] indices(Observation seen, RandomKey key);

  /** Bandits learn without gradient steps. The plan has one update for each checkpoint. */
  @Override
  public Learner.Plan plan(long envSteps) {
    return new Learner.Plan(50_000, 0, 25, 1);
  }

  @Override
  public Policy greedy() {
    return new Largest();
  }

  @Override
  public final Policy exploring() {
    return (seen, key) -> Ranking.top(indices(seen, key), slateSize);
  }

  /** Shows the documents with the largest estimates. */
  private final class Largest implements Policy.Deterministic {
    @Override
    public Slate choose(Observation observation) {
      return Ranking.top(estimates(observation), slateSize);
    }

    @Override
    public Optional<double[]> documentScores(Observation observation) {
      return Optional.of(estimates(observation));
    }
  }
}
