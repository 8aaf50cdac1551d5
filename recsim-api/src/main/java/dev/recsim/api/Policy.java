package dev.recsim.api;

import dev.recsim.random.RandomKey;
import java.util.Optional;

/**
 * A way to choose slates. Choosing changes nothing that a later choice depends on. Confined to one
 * thread.
 */
@FunctionalInterface
public interface Policy {

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
}
