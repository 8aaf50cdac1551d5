package dev.recsim.api.world;

import dev.recsim.api.Document;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.OptionalDouble;

/** The users of a world: who visits, and how they behave. Immutable and shared between threads. */
public interface UserModel {

  /** The documents that its users can judge; others cannot be put into one world with it. */
  Class<? extends Document> documents();

  /** Names of the observable features; empty where nothing of a user can be seen. */
  List<String> features();

  /** Names of what is observed of each position of a slate, such as {@code watch_time}. */
  List<String> signals();

  /**
   * What is observed of a document that was shown, where {@link User#respond} left that open
   * because it costs something to compute, is seldom asked for, and depends on the document alone.
   *
   * @param signal index in {@link #signals()}
   */
  default double signal(Document shown, int signal) {
    return Double.NaN;
  }

  /** Name of the signal whose sum over the slate is the reward, unless the file says another. */
  String reward();

  /** Names of the latent values that metrics may look at. */
  default List<String> latents() {
    return List.of();
  }

  /** Draws a user at the start of a visit; all of the draw's randomness is the key's. */
  User sample(RandomKey key);

  /**
   * The score that a document has as far as it follows from what can be observed: the user's own
   * where all that counts is observable, or its expectation under the prior. Empty where nothing
   * can be said.
   *
   * @param user features as from {@link User#observe()}
   */
  default OptionalDouble observableScore(double[] user, Document document) {
    return OptionalDouble.empty();
  }
}
