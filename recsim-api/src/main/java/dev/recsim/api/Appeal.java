package dev.recsim.api;

/**
 * How much documents attract a user, as far as it follows from what is observable, in environments
 * whose users choose by Luce's rule: document i of a slate is clicked with probability w(i) /
 * (w(none) + the sum of w over the slate). What SlateQ and the greedy agent are allowed to know of
 * an environment (Ie et al., arXiv 1905.12767, section 4).
 */
public interface Appeal {

  /**
   * {@return the weight w of a candidate, 0 or more}
   *
   * @param observation what is seen of the user
   * @param candidate index of the document
   */
  double weight(Observation observation, int candidate);

  /**
   * {@return the weight w of clicking nothing, 0 or more}
   *
   * @param observation what is seen of the user
   */
  double noClickWeight(Observation observation);

  /**
   * How much documents appeal to a user, as far as it follows from what is observable: the user's
   * own score where all that counts is observable, or its expectation. Unlike an appeal it says
   * nothing of how scores become choices, so environments have it whatever their choice model.
   */
  @FunctionalInterface
  interface Score {

    /**
     * {@return the score of a candidate; only its order among the candidates means something}
     *
     * @param observation what is seen of the session
     * @param candidate index of the document
     */
    double score(Observation observation, int candidate);
  }
}
