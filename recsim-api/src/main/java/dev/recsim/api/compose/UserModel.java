package dev.recsim.api.compose;

import dev.recsim.api.Document;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The users of an environment: who they are, and how they behave. Immutable and shared between
 * threads.
 */
public interface UserModel {

  /**
   * {@return the type of documents that its users can judge; an environment with other documents is
   * refused}
   */
  Class<? extends Document> documents();

  /** {@return the names of the observable features; empty where nothing of a user can be seen} */
  List<String> features();

  /**
   * {@return the names of what is observed of each position of a slate, such as {@code watch_time}}
   */
  List<String> signals();

  /**
   * What is observed of a document that was shown, where {@link User#respond} left that open
   * because it costs something to compute, is seldom asked for, and depends on the document alone.
   *
   * @param shown the document
   * @param signal index in {@link #signals()}
   * @return the signal's value, or NaN if {@link User#respond} always says it
   */
  default double signal(Document shown, int signal) {
    return Double.NaN;
  }

  /**
   * {@return the name of the signal whose sum over the slate is the reward, unless the file says
   * another}
   */
  String reward();

  /** {@return the names of the latent values that metrics may look at} */
  default List<String> latents() {
    return List.of();
  }

  /**
   * Draws a user at the start of a session; all of the draw's randomness is the key's.
   *
   * @param key all randomness of the draw
   * @return a user of their own
   */
  User sample(RandomKey key);

  /**
   * {@return the score that a document has as far as it follows from what can be observed: the
   * user's own where all that counts is observable, or its expectation under the prior} Empty where
   * nothing can be said.
   *
   * @param user features as from {@link User#observe()}
   * @param document the document to judge
   */
  default OptionalDouble observableScore(double[] user, Document document) {
    return OptionalDouble.empty();
  }
}
