package dev.recsim.env;

/** Probabilities that users at one document accept another. Immutable. */
interface Acceptances {

  /** Number of documents. */
  int documents();

  /**
   * Returns the probability that a user at document {@code current} accepts document {@code shown},
   * in [0, 1].
   */
  double accept(int current, int shown);
}
