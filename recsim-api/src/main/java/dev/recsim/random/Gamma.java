package dev.recsim.random;

/**
 * The gamma distribution with scale 1, density proportional to x^(shape - 1) e^-x.
 *
 * <p>Drawn by rejection after Marsaglia and Tsang, "A simple method for generating gamma
 * variables", ACM TOMS 26(3), 2000: with d = shape - 1/3, c = 1 / sqrt(9 d), a normal x and a
 * uniform u, accept d v for v = (1 + c x)^3 if v &gt; 0 and ln u &lt; x^2 / 2 + d - d v + d ln v.
 * For shapes below 1, a draw with shape + 1 is multiplied by u^(1 / shape).
 *
 * @param shape above 0
 */
public record Gamma(double shape) {

  /**
   * Checks the shape.
   *
   * @param shape above 0
   * @throws IllegalArgumentException unless the shape is positive and finite
   */
  public Gamma {
    if (!(shape > 0) || Double.isInfinite(shape)) {
      throw new IllegalArgumentException("shape must be positive, but is " + shape);
    }
  }

  /**
   * Draws a number; the same key always gives the same number.
   *
   * @param key all randomness of the draw
   * @return a number above 0
   */
  public double draw(RandomKey key) {
    if (shape < 1) {
      double u = 1 - key.child("boost").uniform(0);
      return new Gamma(shape + 1).draw(key) * StrictMath.pow(u, 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    for (int attempt = 0; ; attempt++) {
      RandomKey luck = key.child(attempt);
      double x = luck.gaussian(0);
      double root = 1 + c * x;
      double v = root * root * root;
      // The normal draw uses the uniform draws 0 and 1.
      double u = 1 - luck.uniform(2);
      if (v > 0 && StrictMath.log(u) < x * x / 2 + d - d * v + d * StrictMath.log(v)) {
        return d * v;
      }
    }
  }
}
