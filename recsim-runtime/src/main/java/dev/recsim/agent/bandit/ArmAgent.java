package dev.recsim.agent.bandit;

import dev.recsim.agent.Ranking;
import dev.recsim.api.Agent;
import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.Learner;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Transition;
import dev.recsim.api.Weights;
import dev.recsim.api.bandit.Bandit;
import java.util.Optional;

/**
 * A bandit whose arms are documents and that learns across sessions from the clicks on all that is
 * shown (a semi-bandit: Chen, Wang and Yuan, "Combinatorial multi-armed bandit", ICML 2013).
 *
 * <p>While it learns, a slate holds the documents with the greatest indices; evaluated are those
 * with the greatest posterior mean of being clicked under a uniform prior, (1 + clicks) / (2 +
 * pulls): it exploits and no longer explores.
 */
final class ArmAgent implements Agent, Learner {
  private final Bandit bandit;
  private final Arms arms;
  private final int slateSize;

  ArmAgent(Bandit bandit, Space space, boolean perState) {
    this.bandit = bandit;
    this.arms = new Arms(space, perState);
    this.slateSize = space.slateSize();
  }

  @Override
  public Policy greedy() {
    return (DeterministicPolicy) this::best;
  }

  private Slate best(Observation observation) {
    double[] pulls = arms.pulls(observation);
    double[] clicks = arms.clicks(observation);
    double[] means = new double[pulls.length];
    for (int arm = 0; arm < means.length; arm++) {
      means[arm] = (1 + clicks[arm]) / (2 + pulls[arm]);
    }
    return Ranking.top(means, slateSize);
  }

  @Override
  public Optional<Learner> learner() {
    return Optional.of(this);
  }

  @Override
  public Policy exploring() {
    return (observation, key) ->
        Ranking.top(
            bandit.indices(arms.pulls(observation), arms.clicks(observation), key), slateSize);
  }

  @Override
  public void observe(Transition transition) {
    arms.add(transition);
  }

  /** Nothing is left to do: each step was learned from when it was observed. */
  @Override
  public void update(int batchSize) {
    if (arms.empty()) {
      throw new IllegalStateException("nothing was observed yet");
    }
  }

  @Override
  public String engine() {
    return "table";
  }

  @Override
  public Weights weights() {
    return arms.weights();
  }

  @Override
  public void load(Weights weights) {
    arms.load(weights);
  }
}
