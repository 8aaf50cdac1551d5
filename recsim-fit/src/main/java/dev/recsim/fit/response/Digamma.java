package dev.recsim.fit.response;

/** The derivative of the logarithm of the gamma function, with the same bits on every JVM. */
final class Digamma {
  /** Above it, the series has an error below 1e-13. */
  private static final double LARGE = 10;

  private Digamma() {}

  /**
   * Its value.
   *
   * @param x above 0
   */
  static double of(double x) {
    double shifted = x;
    double sum = 0;
    while (shifted < LARGE) {
      sum -= 1 / shifted;
      shifted++;
    }
    double square = 1 / (shifted * shifted);
    double series =
        square
            * (1 / 12.0
                - square
                    * (1 / 120.0 - square * (1 / 252.0 - square * (1 / 240.0 - square / 132))));
    return sum + StrictMath.log(shifted) - 0.5 / shifted - series;
  }
}
