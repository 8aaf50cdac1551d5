package dev.recsim.stats;

import java.util.Optional;

/**
 * The effect of a treatment as a share of a reference, mean(x) / mean(y) - 1, from pairs (x, y) of
 * the same seeds or users.
 *
 * <p>Its interval is Fieller's (E. C. Fieller, "Some problems in interval estimation", Journal of
 * the Royal Statistical Society B 16, 1954): all effects e for which a t test of the values x - (1
 * + e) y does not reject a mean of 0. It therefore contains 0 exactly if the paired t interval of x
 * - y does, and a threshold counts as reached with the error rate of a t test of that threshold.
 *
 * <p>A t test assumes values that are about normal. It is conservative for symmetric ones with
 * heavy tails, which differences of equally distributed x and y always are. With few pairs that are
 * skewed to the left, such as a treatment that collapses on one seed in ten, it claims too much:
 * what no pair shows, no interval contains.
 *
 * @param effect mean(x) / mean(y) - 1; NaN if mean(y) is not above 0
 * @param reference mean(y)
 * @param n number of pairs
 * @param standardDeviation of one pair's x - (1 + effect) y, as a share of mean(y)
 * @param dd variance of (x - y) / mean(y)
 * @param dy covariance of (x - y) / mean(y) and y / mean(y)
 * @param yy variance of y / mean(y)
 */
public record PairedRatio(
    double effect,
    double reference,
    int n,
    double standardDeviation,
    double dd,
    double dy,
    double yy) {
  /** Rounding tolerated in a ratio that never varies. */
  private static final double ROUNDING = 1e-14;

  /**
   * Estimates the effect.
   *
   * @param x values of the treatment
   * @param y values of the reference, in the same order
   * @throws IllegalArgumentException if there are fewer than 2 pairs, or a value without partner
   */
  public static PairedRatio of(double[] x, double[] y) {
    int n = x.length;
    if (n != y.length || n < 2) {
      throw new IllegalArgumentException(n + " values to pair with " + y.length);
    }
    double reference = Estimate.mean(y);
    if (!(reference > 0)) {
      double none = Double.NaN;
      return new PairedRatio(none, reference, n, none, none, none, none);
    }
    // Shares of the reference: squares of tiny or huge values would not be finite.
    double[] d = new double[n];
    double[] shares = new double[n];
    for (int i = 0; i < n; i++) {
      d[i] = (x[i] - y[i]) / reference;
      shares[i] = y[i] / reference;
    }
    double effect = Estimate.mean(d);
    double dd = 0;
    double dy = 0;
    double yy = 0;
    double rest = 0;
    for (int i = 0; i < n; i++) {
      double a = d[i] - effect;
      double b = shares[i] - 1;
      dd += a * a;
      dy += a * b;
      yy += b * b;
      rest += (a - effect * b) * (a - effect * b);
    }
    return new PairedRatio(
        effect, reference, n, Math.sqrt(rest / (n - 1)), dd / (n - 1), dy / (n - 1), yy / (n - 1));
  }

  /**
   * Fieller's interval: the true effect is below it with probability alpha, and above it with
   * probability alpha. A point if the ratio is the same in every pair.
   *
   * @param alpha of one side, in (0, 0.5)
   * @return empty if mean(y) is not clearly above 0: its own lower bound at alpha is not positive,
   *     so the ratio has no bounds
   */
  public Optional<Interval> interval(double alpha) {
    if (!(reference > 0 && Double.isFinite(dd))) {
      return Optional.empty();
    }
    if (standardDeviation <= ROUNDING * (1 + Math.abs(effect))) {
      return Optional.of(new Interval(effect, effect));
    }
    double t = MeanDifference.quantile(alpha, n - 1);
    double share = t * t / n;
    // (effect - e)^2 <= share * (dd - 2 e dy + e^2 yy), a quadratic in e.
    double a = 1 - share * yy;
    if (!(a > 0)) {
      return Optional.empty();
    }
    double b = effect - share * dy;
    double c = effect * effect - share * dd;
    double root = Math.sqrt(Math.max(0, b * b - a * c));
    return Optional.of(new Interval((b - root) / a, (b + root) / a));
  }
}
