package dev.recsim.api.compose;

import dev.recsim.api.Document;
import dev.recsim.random.RandomKey;

/**
 * One user during one session: an observable and a latent state, and how it changes. Mutable,
 * confined to the session's thread.
 */
public interface User {

  /**
   * {@return the observable features, in the order of {@link UserModel#features()}; an array that
   * is not written to afterwards}
   */
  double[] observe();

  /**
   * {@return how much a document appeals to the user now: what the choice model is given}
   *
   * @param document one of the environment's candidates
   */
  double score(Document document);

  /**
   * The user has seen a slate and clicked on some of it: writes what is observed of each position,
   * and changes the state.
   *
   * @param slate the documents shown, first position first
   * @param clicks the clicked positions, ascending
   * @param signals [positions x signals] in the order of {@link UserModel#signals()}, all 0 at
   *     first, to be filled
   * @param key randomness of this step
   */
  void respond(Document[] slate, int[] clicks, double[] signals, RandomKey key);

  /** {@return whether the user stays for another slate} */
  boolean stays();

  /**
   * Writes what the simulator can see of the latent state, for metrics.
   *
   * @param values in the order of {@link UserModel#latents()}
   */
  default void latents(double[] values) {}
}
