package dev.recsim.api;

/**
 * Gives the choice weights of documents, for users who choose by Luce's rule: document i of a slate
 * is clicked with probability w(i) / (w(none) + the sum of w over the slate). Weights are computed
 * from observable features alone. SlateQ and the greedy agent use them (Ie et al., arXiv
 * 1905.12767, section 4).
 */
public interface Appeal {

  /**
   * {@return the weight w of a candidate, 0 or more}
   *
   * @param observation observation of the session
   * @param candidate index of the document
   */
  double weight(Observation observation, int candidate);

  /**
   * {@return the weight w of clicking nothing, 0 or more}
   *
   * @param observation observation of the session
   */
  double noClickWeight(Observation observation);

  /**
   * Scores documents for a user from observable features alone. It is the user's own score if that
   * depends on nothing else, or its expectation. Unlike an appeal it does not depend on the choice
   * model, so environments with any choice model can have it.
   */
  @FunctionalInterface
  interface Score {

    /**
     * {@return the score of a candidate; only the order of the candidates' scores is meaningful}
     *
     * @param observation observation of the session
     * @param candidate index of the document
     */
    double score(Observation observation, int candidate);
  }
}
