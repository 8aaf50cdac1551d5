package dev.recsim.api.compose;

import dev.recsim.api.Document;
import dev.recsim.random.RandomKey;
import java.util.Map;

/**
 * One user during one session, with an observable and a latent state. Mutable, confined to one
 * thread.
 */
public interface User {

  /**
   * {@return the observable features, in the order of {@link UserModel#features()}; an array that
   * the user does not write to later}
   */
  double[] observe();

  /**
   * {@return the user's current score of a document, the input of the choice model}
   *
   * @param document one of the environment's candidates
   */
  double score(Document document);

  /**
   * Responds to a slate: writes the signals and changes the state.
   *
   * @param slate the documents shown, first position first
   * @param clicks the clicked positions, ascending
   * @param signals [positions x signals] in the order of {@link UserModel#signals()}; all 0 on
   *     entry, to be filled in
   * @param key randomness of this step
   */
  void respond(Document[] slate, int[] clicks, double[] signals, RandomKey key);

  /** {@return whether the user stays after the last step} */
  boolean stays();

  /**
   * Writes latent values for metrics; they are never shown to agents.
   *
   * @param values receives the values in the order of {@link UserModel#latents()}
   */
  default void latents(double[] values) {}

  /**
   * {@return the latent state by name, in a fixed order, for reports; empty if the values of {@link
   * #latents} are all of it}
   */
  default Map<String, Double> latentState() {
    return Map.of();
  }
}
