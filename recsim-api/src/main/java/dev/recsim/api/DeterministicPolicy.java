package dev.recsim.api;

import dev.recsim.random.RandomKey;
import java.util.Optional;

/** A policy that needs no randomness: the same observation always gets the same slate. */
@FunctionalInterface
public interface DeterministicPolicy extends Policy {

  /**
   * Chooses a slate.
   *
   * @param observation what is seen of the session
   * @return the slate to show
   */
  Slate choose(Observation observation);

  @Override
  default Slate recommend(Observation observation, RandomKey key) {
    return choose(observation);
  }

  @Override
  default Optional<double[]> probabilities(Observation observation, int documents) {
    double[] probabilities = new double[documents];
    probabilities[choose(observation).document(0)] = 1;
    return Optional.of(probabilities);
  }
}
