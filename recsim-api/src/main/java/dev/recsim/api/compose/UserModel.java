package dev.recsim.api.compose;

import dev.recsim.api.Document;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.Optional;

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
   * {@return how a document is scored as far as it follows from what can be observed: as the user
   * does where all that counts is observable, or by its expectation under the prior; empty where
   * nothing can be said}
   */
  default Optional<Scorer> observableScore() {
    return Optional.empty();
  }

  /** Scores documents by what is observable. Pure. */
  @FunctionalInterface
  interface Scorer {
    /**
     * {@return the score of a document}
     *
     * @param user features as from {@link User#observe()}
     * @param document the document to judge
     */
    double score(double[] user, Document document);
  }
}
