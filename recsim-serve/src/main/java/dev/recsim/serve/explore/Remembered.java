package dev.recsim.serve.explore;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A policy that remembers what it has computed for the last observation, which must not change: the
 * same observation is asked about several times. Confined to one thread.
 */
public final class Remembered implements Explorer {
  private final Policy policy;

  private Observation shown;
  private Slate slate;

  private Observation scored;
  private Optional<double[]> scores = Optional.empty();

  /**
   * Wraps a policy.
   *
   * @param policy the policy
   */
  public Remembered(Policy policy) {
    this.policy = policy;
  }

  /** {@return whether it shows the same slate for the same observation} */
  public boolean deterministic() {
    return policy instanceof Policy.Deterministic;
  }

  @Override
  public Slate recommend(Observation observation, RandomKey key) {
    if (!deterministic()) {
      return policy.recommend(observation, key);
    }
    if (observation != shown) {
      slate = policy.recommend(observation, key);
      shown = observation;
    }
    return slate;
  }

  /** {@return the slate of a deterministic policy} */
  Slate only(Observation observation) {
    return recommend(observation, null);
  }

  @Override
  public double[] propensities(Observation observation, Slate asked) {
    double[] all = new double[asked.size()];
    boolean same = true;
    for (int p = 0; p < all.length; p++) {
      if (deterministic()) {
        same = same && only(observation).document(p) == asked.document(p);
        all[p] = same ? 1 : 0;
      } else {
        OptionalDouble known = policy.probability(observation, asked, p);
        if (known.isEmpty()) {
          return null;
        }
        all[p] = known.getAsDouble();
      }
    }
    return all;
  }

  @Override
  public Optional<double[]> documentScores(Observation observation) {
    if (observation != scored) {
      scores = policy.documentScores(observation);
      scored = observation;
    }
    return scores;
  }
}
