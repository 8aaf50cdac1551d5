package dev.recsim.env.choice;

/**
 * The probability that an examined document with score x is clicked: most * g(slope * (x -
 * midpoint)).
 *
 * @param link g
 * @param most factor on the probability, in [0, 1]
 */
record Attractiveness(Link link, double slope, double midpoint, double most) {

  /**
   * Returns the probability for a score.
   *
   * @throws IllegalArgumentException if the score is not finite, or if the link is the identity and
   *     the result is not a probability
   */
  double of(double score) {
    double z = slope * (ScoreChecks.finite(score) - midpoint);
    return most * (link == Link.LOGISTIC ? logistic(z) : probability(z, score));
  }

  private static double logistic(double z) {
    // This form of the logistic function cannot overflow.
    double e = StrictMath.exp(-Math.abs(z));
    return z >= 0 ? 1 / (1 + e) : e / (1 + e);
  }

  private static double probability(double z, double score) {
    if (!(z >= 0 && z <= 1)) {
      throw new IllegalArgumentException(
          ("link identity makes %s of the score %s, which is not a probability; change slope and"
                  + " midpoint, or write link: logistic")
              .formatted(z, score));
    }
    return z;
  }
}
