package dev.recsim.api;

import dev.recsim.random.RandomKey;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;

/**
 * Chooses slates. A choice does not affect later choices. Confined to one thread.
 *
 * <p>A policy can give its probabilities in three forms: of each document at the first position
 * ({@link #probabilities}), of the document at a position given those before it ({@link
 * #probability(Observation, Slate, int)}), and of a whole slate ({@link #probability(Observation,
 * Slate)}). The third is the product of the second over the positions.
 */
@FunctionalInterface
public interface Policy {

  /**
   * {@return a policy that draws slates uniformly, without repeated documents}
   *
   * @param space space of the environment
   */
  static Policy uniform(Space space) {
    return new Slates.Uniform(space);
  }

  /**
   * {@return a policy that draws a slate uniformly with probability epsilon, and uses a greedy one
   * otherwise} (Sutton and Barto, "Reinforcement learning", section 2.2)
   *
   * @param greedy the greedy policy
   * @param space space of the environment
   * @param epsilon the probability of a random slate, read at each use
   * @param draw chooses the slates, with these probabilities
   */
  static Policy epsilonGreedy(Policy greedy, Space space, DoubleSupplier epsilon, Policy draw) {
    return new Slates.EpsilonGreedy(greedy, uniform(space), epsilon, draw);
  }

  /**
   * Chooses a slate.
   *
   * @param observation observation of the session
   * @param key randomness for this one decision
   * @return the slate to show
   */
  Slate recommend(Observation observation, RandomKey key);

  /**
   * Chooses a slate for every session of the batch. The result must be the same as with {@link
   * #recommend(Observation, RandomKey)} for each session; override it only to be faster.
   *
   * @param batch the sessions; receives the slates
   */
  default void recommend(Batch batch) {
    for (int i = 0; i < batch.size(); i++) {
      batch.recommend(i, recommend(batch.observation(i), batch.key(i)));
    }
  }

  /**
   * {@return the probability of each document to be shown first; empty if unknown} With it, the
   * policy's exact value can be computed in environments that have a {@link FiniteMdp}.
   *
   * @param observation observation of the session
   * @param documents number of documents, the length of the array returned
   */
  default Optional<double[]> probabilities(Observation observation, int documents) {
    return Optional.empty();
  }

  /**
   * {@return the probability that the policy shows exactly this slate; empty if unknown}
   *
   * @param observation observation of the session
   * @param slate a document for each position, from the candidates of the observation
   */
  default OptionalDouble probability(Observation observation, Slate slate) {
    double product = 1;
    for (int p = 0; p < slate.size() && product > 0; p++) {
      OptionalDouble next = probability(observation, slate, p);
      if (next.isEmpty()) {
        return next;
      }
      product *= next.getAsDouble();
    }
    return OptionalDouble.of(product);
  }

  /**
   * {@return the probability of the document at a position of a slate, given the documents before
   * it; 0 if the policy never shows those; empty if unknown}
   *
   * @param observation observation of the session
   * @param slate a document for each position, from the candidates of the observation; those after
   *     the position are ignored
   * @param position 0 for the first
   */
  default OptionalDouble probability(Observation observation, Slate slate, int position) {
    return OptionalDouble.empty();
  }

  /**
   * {@return the agent's estimate of the return of this policy from this observation, in units of
   * the reward and with the agent's own discount; empty if it has none}
   *
   * @param observation observation of the session
   */
  default OptionalDouble value(Observation observation) {
    return OptionalDouble.empty();
  }
}
