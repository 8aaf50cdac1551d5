package dev.recsim.env.choice;

/** What models ask of scores. */
final class Scores {
  private Scores() {}

  /**
   * The score itself.
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
   * How much the score is above the least one.
   *
   * @param minNormalizer the least score there can be
   * @throws IllegalArgumentException if the score is below it, or not finite
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
