package dev.recsim.random;

/**
 * The beta distribution on [0, 1], density proportional to x^(alpha - 1) (1 - x)^(beta - 1); it is
 * drawn as a / (a + b) with a from {@link Gamma}(alpha) and b from Gamma(beta).
 *
 * @param alpha above 0
 * @param beta above 0
 */
public record Beta(double alpha, double beta) {

  /**
   * Checks the parameters.
   *
   * @param alpha above 0
   * @param beta above 0
   * @throws IllegalArgumentException unless both are positive and finite
   */
  public Beta {
    if (!(alpha > 0) || !(beta > 0) || Double.isInfinite(alpha) || Double.isInfinite(beta)) {
      throw new IllegalArgumentException(
          "alpha and beta must be positive, but are " + alpha + " and " + beta);
    }
  }

  /**
   * Draws a number; the same key always gives the same number.
   *
   * @param key all randomness of the draw
   * @return a number from 0 to 1
   */
  public double draw(RandomKey key) {
    double a = new Gamma(alpha).draw(key.child("alpha"));
    double b = new Gamma(beta).draw(key.child("beta"));
    return a + b == 0 ? alpha / (alpha + beta) : a / (a + b);
  }
}
