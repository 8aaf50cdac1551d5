package dev.recsim.api;

import dev.recsim.random.RandomKey;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A way to choose slates. Choosing changes nothing that a later choice depends on. Confined to one
 * thread.
 *
 * <p>A policy that knows its probabilities tells them in three forms: of each document at the first
 * position ({@link #probabilities}), of the document at a position given those before it ({@link
 * #probability(Observation, Slate, int)}), and of a whole slate ({@link #probability(Observation,
 * Slate)}), which is the product of the second form over the positions.
 */
@FunctionalInterface
public interface Policy {

  /**
   * {@return the policy that draws documents uniformly, none twice on a slate}
   *
   * @param space space of the environment
   */
  static Policy uniform(Space space) {
    return new Slates.Uniform(space);
  }

  /**
   * Chooses a slate.
   *
   * @param observation what is seen of the session
   * @param key randomness for this one decision
   * @return the slate to show
   */
  Slate recommend(Observation observation, RandomKey key);

  /**
   * Chooses a slate for every session of the batch. Must decide exactly as {@link
   * #recommend(Observation, RandomKey)} would, one by one; override it to be faster.
   *
   * @param batch the sessions that wait; the slates are written to it
   */
  default void recommend(Batch batch) {
    for (int i = 0; i < batch.size(); i++) {
      batch.recommend(i, recommend(batch.observation(i), batch.key(i)));
    }
  }

  /**
   * {@return the probability with which each document is shown first, where the policy can tell;
   * then its exact value is known in environments that have a {@link FiniteMdp}}
   *
   * @param observation what is seen of the session
   * @param documents number of documents, the length of the answer
   */
  default Optional<double[]> probabilities(Observation observation, int documents) {
    return Optional.empty();
  }

  /**
   * {@return the probability that the policy shows exactly this slate; empty if it cannot tell}
   *
   * @param observation what is seen of the session
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
   * {@return the probability of the document at a position of a slate, given the documents at the
   * positions before; 0 if the policy never shows those; empty if it cannot tell}
   *
   * @param observation what is seen of the session
   * @param slate a document for each position, from the candidates of the observation; those behind
   *     the position do not matter
   * @param position 0 for the first
   */
  default OptionalDouble probability(Observation observation, Slate slate, int position) {
    return OptionalDouble.empty();
  }

  /**
   * {@return the agent's estimate of the return from this observation on under this policy, in
   * units of the reward and with the agent's own discount; empty if it has none}
   *
   * @param observation what is seen of the session
   */
  default OptionalDouble value(Observation observation) {
    return OptionalDouble.empty();
  }
}
