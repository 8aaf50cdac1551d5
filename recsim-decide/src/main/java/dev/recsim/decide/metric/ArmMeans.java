package dev.recsim.decide.metric;

/**
 * A metric in control a and treatment b, with the variances of these estimates.
 *
 * @param a in the control
 * @param b in the treatment
 * @param aa variance of a
 * @param bb variance of b
 * @param ab their covariance: 0 for independent arms without a covariate
 * @param n units of both arms, or pairs
 * @param sizes how many units of the size of the largest one an arm has at least; where the largest
 *     is unknown, 1 for every 100 units
 * @param clock variance of the difference of sums: what grows as independent increments do
 */
public record ArmMeans(
    double a, double b, double aa, double bb, double ab, long n, double sizes, double clock) {

  /** Nothing is known, because an arm has fewer than 2 units. */
  public static final ArmMeans NONE = new ArmMeans(Double.NaN, Double.NaN, 0, 0, 0, 0, 0, 0);

  private static final double UNKNOWN = 100;

  /**
   * The metric of independent arms.
   *
   * @param metric of an arm
   * @param a sums of the control's units
   * @param b sums of the treatment's units
   * @return the estimates
   * @throws IllegalArgumentException if an arm has fewer than 2 units
   */
  public static ArmMeans of(UnitMetric metric, UnitSums a, UnitSums b) {
    Linear la = Linear.of(metric, a);
    Linear lb = Linear.of(metric, b);
    return new ArmMeans(la.value, lb.value, la.variance / a.n(), lb.variance / b.n(), 0, 0, 0, 0)
        .timed(metric, a, b);
  }

  /**
   * The metric of independent arms without what a covariate explains (CUPED; A. Deng, Y. Xu, R.
   * Kohavi, T. Walker, 2013), with a slope for each arm (W. Lin, Annals of Applied Statistics 7,
   * 2013): right for arms of any size.
   *
   * @param metric of an arm
   * @param a sums of the control's units
   * @param b sums of the treatment's units
   * @return the estimates
   * @throws IllegalArgumentException if an arm has fewer than 2 units
   */
  public static ArmMeans adjusted(UnitMetric metric, UnitSums a, UnitSums b) {
    Linear la = Linear.of(metric, a);
    Linear lb = Linear.of(metric, b);
    double xx = la.covariate / a.n() + lb.covariate / b.n();
    if (!(xx > 0)) {
      return of(metric, a, b);
    }
    double hb = lb.shared / b.n();
    double ha = -la.shared / a.n();
    double difference = b.x() / b.n() - a.x() / a.n();
    return new ArmMeans(
            la.value - ha / xx * difference,
            lb.value - hb / xx * difference,
            la.variance / a.n() - ha * ha / xx,
            lb.variance / b.n() - hb * hb / xx,
            -hb * ha / xx,
            0,
            0,
            0)
        .timed(metric, a, b);
  }

  /**
   * The means of arms that met the same units, such as policies in the same simulated sessions.
   *
   * @param n pairs, 2 or more
   * @param a sum in the control
   * @param b sum in the treatment
   * @param aa sum of squares in the control
   * @param bb sum of squares in the treatment
   * @param ab sum of products
   * @return the estimates
   */
  public static ArmMeans paired(long n, double a, double b, double aa, double bb, double ab) {
    UnitSums sums = UnitSums.of(n, b, bb).withCovariate(a, aa, ab, 0);
    double va = sums.covariance(a, a, aa) / n;
    double vb = sums.covariance(b, b, bb) / n;
    double shared = sums.covariance(a, b, ab) / n;
    return new ArmMeans(
        a / n, b / n, va, vb, shared, n, n / UNKNOWN, (va + vb - 2 * shared) * n * (double) n);
  }

  private ArmMeans timed(UnitMetric metric, UnitSums a, UnitSums b) {
    long units = a.n() + b.n();
    double slope = metric.slopeY((a.y() + b.y()) / units, (a.d() + b.d()) / units);
    double size = 1 / (1.0 / a.n() + 1.0 / b.n()) / slope;
    return new ArmMeans(
        this.a,
        this.b,
        aa,
        bb,
        ab,
        units,
        Math.min(sizes(a), sizes(b)),
        (bb + aa - 2 * ab) * size * size);
  }

  /**
   * The same means when the clock has gone on.
   *
   * @param factor of the clock, above 0
   * @return with variances divided by it
   */
  public ArmMeans at(double factor) {
    return new ArmMeans(a, b, aa / factor, bb / factor, ab / factor, n, sizes, clock * factor);
  }

  private static double sizes(UnitSums it) {
    return it.largest() > 0 ? it.yy() / it.largest() : it.n() / UNKNOWN;
  }

  /**
   * Squared ratio of mean and standard error in the arm where it is smaller: a number of events, if
   * each unit has at most one.
   *
   * @return 0 or more
   */
  public double events() {
    return Math.min(a * a / aa, b * b / bb);
  }

  /** One unit's share of the metric, linear in y and d. */
  private record Linear(double value, double variance, double shared, double covariate) {
    static Linear of(UnitMetric metric, UnitSums it) {
      if (it.n() < 2) {
        throw new IllegalArgumentException("an arm needs 2 units, and has " + it.n());
      }
      double y = it.y() / it.n();
      double d = it.d() / it.n();
      double sy = metric.slopeY(y, d);
      double sd = metric.slopeD(y, d);
      double yy = it.covariance(it.y(), it.y(), it.yy());
      // Without a denominator there is nothing to add, and 0 times infinity is no variance.
      double dd = sd == 0 ? 0 : it.covariance(it.d(), it.d(), it.dd());
      double yd = sd == 0 ? 0 : it.covariance(it.y(), it.d(), it.yd());
      double xy = it.covariance(it.x(), it.y(), it.xy());
      double xd = sd == 0 ? 0 : it.covariance(it.x(), it.d(), it.xd());
      return new Linear(
          metric.value(y, d),
          sy * sy * yy + 2 * sy * sd * yd + sd * sd * dd,
          sy * xy + sd * xd,
          it.covariance(it.x(), it.x(), it.xx()));
    }
  }
}
