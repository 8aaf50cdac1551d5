package dev.recsim.env.choice;

/**
 * The probability that a document is clicked when it is looked at, from its score x: most * g(slope
 * * (x - midpoint)).
 *
 * @param link g
 * @param most in [0, 1]
 */
record Attractiveness(Link link, double slope, double midpoint, double most) {

  /**
   * The attractiveness.
   *
   * @throws IllegalArgumentException if the score is not finite, or if the link is the identity and
   *     does not make it a probability
   */
  double of(double score) {
    double z = slope * (Scores.finite(score) - midpoint);
    return most * (link == Link.LOGISTIC ? logistic(z) : probability(z, score));
  }

  private static double logistic(double z) {
    // By the exponential that cannot overflow.
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
