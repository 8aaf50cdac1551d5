package dev.recsim.env.choice;

/** Checks of scores. */
final class ScoreChecks {
  private ScoreChecks() {}

  /**
   * Returns the score.
   *
   * @throws IllegalArgumentException if it is not a finite number
   */
  static double finite(double score) {
    if (!Double.isFinite(score)) {
      throw new IllegalArgumentException("scores must be finite numbers, but one is " + score);
    }
    return score;
  }

  /**
   * Returns the score minus the smallest possible score.
   *
   * @param minNormalizer the smallest possible score
   * @throws IllegalArgumentException if the score is smaller, or not finite
   */
  static double above(double minNormalizer, double score) {
    double above = finite(score) - minNormalizer;
    if (above < 0) {
      throw new IllegalArgumentException(
          "the score %s is below min_normalizer %s; lower min_normalizer"
              .formatted(score, minNormalizer));
    }
    return above;
  }
}
