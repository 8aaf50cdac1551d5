package dev.recsim.decide.sequence;

/**
 * Bounds that hold at every look of a test without a planned end: the one-sided asymptotic
 * confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (arXiv 2103.06476).
 */
public final class AnyTime {
  private AnyTime() {}

  /**
   * n rho^2 at the sample for which a bound is tightest, approximately.
   *
   * @param alpha level of the one-sided bound, in (0, 0.5)
   * @return about 10 for 0.01
   */
  public static double tuning(double alpha) {
    double twice = -2 * StrictMath.log(2 * alpha);
    return twice + StrictMath.log1p(twice);
  }

  /**
   * The number of standard errors between estimate and bound.
   *
   * @param x {@link #tuning} times the sample, divided by the sample it is tuned to
   * @param alpha level of the one-sided bound, in (0, 0.5)
   * @return above the quantile of a single look
   */
  public static double z(double x, double alpha) {
    return Math.sqrt(2 * (1 + 1 / x) * StrictMath.log1p(Math.sqrt(1 + x) / (2 * alpha)));
  }

  /**
   * The one-sided p-value, valid at every look.
   *
   * @param z standard errors that the estimate is above 0
   * @param x as of {@link #z}
   * @return in (0, 1]
   */
  public static double p(double z, double x) {
    return z > 0
        ? Math.min(1, Math.sqrt(1 + x) / (2 * StrictMath.expm1(z * z * x / (2 * (1 + x)))))
        : 1;
  }
}
