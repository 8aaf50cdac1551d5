package dev.recsim.api;

import dev.recsim.random.RandomKey;
import java.util.Optional;
import java.util.OptionalDouble;

/** A policy without randomness: it always chooses the same slate for the same observation. */
@FunctionalInterface
public interface DeterministicPolicy extends Policy {

  /**
   * Chooses a slate.
   *
   * @param observation observation of the session
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

  @Override
  default OptionalDouble probability(Observation observation, Slate slate) {
    return OptionalDouble.of(choose(observation).equals(slate) ? 1 : 0);
  }

  @Override
  default OptionalDouble probability(Observation observation, Slate slate, int position) {
    Slate shown = choose(observation);
    boolean same = position < shown.size();
    for (int p = 0; same && p <= position; p++) {
      same = shown.document(p) == slate.document(p);
    }
    return OptionalDouble.of(same ? 1 : 0);
  }
}
