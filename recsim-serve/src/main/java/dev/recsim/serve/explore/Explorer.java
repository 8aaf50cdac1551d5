package dev.recsim.serve.explore;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;
import java.util.OptionalDouble;

/** A policy that knows the probabilities of all positions of a slate. Confined to one thread. */
public interface Explorer extends Policy {

  /**
   * {@return the probability of each document, given those above it; 0 after documents that the
   * policy never shows; null if unknown}
   *
   * @param observation observation of the session
   * @param slate a document for each position
   */
  double[] propensities(Observation observation, Slate slate);

  /**
   * {@return a slate and its propensities}
   *
   * @param observation observation of the session
   * @param key randomness for this one decision
   */
  default Drawn draw(Observation observation, RandomKey key) {
    Slate slate = recommend(observation, key);
    return new Drawn(slate, propensities(observation, slate), null, 0);
  }

  @Override
  default OptionalDouble probability(Observation observation, Slate slate, int position) {
    double[] all = propensities(observation, slate);
    return all == null ? OptionalDouble.empty() : OptionalDouble.of(all[position]);
  }
}
