package dev.recsim.env;

/** Probabilities that users at one document accept another. Immutable. */
interface Acceptances {

  /** Number of documents. */
  int documents();

  /** The probability that a user at one document accepts another, in [0, 1]. */
  double accept(int current, int shown);
}
