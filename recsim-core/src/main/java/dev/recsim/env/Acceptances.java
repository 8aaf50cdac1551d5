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

  /** Returns the document that users at this one accept most probably; of equal ones the first. */
  default int best(int current) {
    int best = 0;
    for (int j = 1; j < documents(); j++) {
      best = accept(current, j) > accept(current, best) ? j : best;
    }
    return best;
  }
}
