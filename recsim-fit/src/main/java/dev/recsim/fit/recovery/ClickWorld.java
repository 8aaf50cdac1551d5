package dev.recsim.fit.recovery;

import dev.recsim.random.RandomKey;

/** Users who click one document of a slate or none. Sessions may be opened by several threads. */
public interface ClickWorld {

  /**
   * Probability that a user leaves after a slate.
   *
   * @param clicked whether the user clicked one of its documents
   */
  double leave(boolean clicked);

  /**
   * Opens a session.
   *
   * @param user of the log
   * @param key of what the world draws about the user
   */
  Visit open(int user, RandomKey key);

  /** A session. */
  interface Visit {

    /**
     * Computes probabilities of clicks.
     *
     * @param slate documents
     * @param p gets the probability at each position, then that of no click
     */
    void probabilities(int[] slate, double[] p);

    /** The user clicked a document, or none if it is below 0. */
    void clicked(int document);
  }
}
