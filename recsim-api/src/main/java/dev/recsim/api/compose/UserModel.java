package dev.recsim.api.compose;

import dev.recsim.api.Document;
import dev.recsim.api.Metric.Better;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.Optional;

/**
 * Draws the users of an environment and defines their features, signals and reward. Immutable and
 * shared between threads.
 */
public interface UserModel {

  /**
   * {@return the type of documents that its users can score; environments with other documents are
   * rejected}
   */
  Class<? extends Document> documents();

  /** {@return the names of the observable features; empty if users have no observable features} */
  List<String> features();

  /** {@return the names of the signals of each position of a slate, such as {@code watch_time}} */
  List<String> signals();

  /**
   * {@return the name of the signal whose sum over the slate is the reward, unless the options set
   * another one}
   */
  String reward();

  /**
   * {@return what a signal counts, in the plural, see {@link
   * dev.recsim.api.Environment#rewardUnit()}} By default {@code clicks} for {@code click}, and the
   * name of another signal with blanks for underscores.
   *
   * @param signal one of {@link #signals()}
   */
  default String unit(String signal) {
    return signal.equals("click") ? "clicks" : signal.replace('_', ' ');
  }

  /** {@return the names of the latent values that metrics can use} */
  default List<String> latents() {
    return List.of();
  }

  /**
   * {@return the direction in which the mean of a signal or latent value improves} By default more
   * of the reward is better, and nothing is declared of the others.
   *
   * @param name one of {@link #signals()} or {@link #latents()}
   */
  default Better better(String name) {
    return name.equals(reward()) ? Better.HIGHER : Better.NONE;
  }

  /**
   * Draws a user at the start of a session.
   *
   * @param key all randomness of the draw
   * @return a new user
   */
  User sample(RandomKey key);

  /**
   * {@return a function that scores documents from observable features alone; empty if there is
   * none} It is the user's own score if that depends on nothing else, or its expectation under the
   * prior.
   */
  default Optional<Scorer> observableScore() {
    return Optional.empty();
  }

  /** Scores documents from observable features. Pure. */
  @FunctionalInterface
  interface Scorer {
    /**
     * {@return the score of a document}
     *
     * @param user features of the user, see {@link User#observe()}
     * @param document the document to score
     */
    double score(double[] user, Document document);
  }
}
