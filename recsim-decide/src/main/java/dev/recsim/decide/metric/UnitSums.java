package dev.recsim.decide.metric;

import java.io.Serializable;

/**
 * Sums over the units of one arm up to a look, each unit once with its totals so far: the metric y,
 * the denominator d of a ratio, a covariate x. A unit is what was assigned, such as a user. Sums
 * that a metric does not use are 0.
 *
 * @param n number of units
 * @param y sum of y
 * @param yy sum of y^2
 * @param d sum of d
 * @param dd sum of d^2
 * @param yd sum of y d
 * @param x sum of x
 * @param xx sum of x^2
 * @param xy sum of x y
 * @param xd sum of x d
 * @param largest largest y^2 of a unit; 0 if it is unknown
 */
public record UnitSums(
    long n,
    double y,
    double yy,
    double d,
    double dd,
    double yd,
    double x,
    double xx,
    double xy,
    double xd,
    double largest)
    implements Serializable {

  /** No units. */
  public static final UnitSums NONE = new UnitSums(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /**
   * Sums of a mean.
   *
   * @param n number of units
   * @param y sum of their totals
   * @param yy sum of the squares of their totals
   * @return the sums
   */
  public static UnitSums of(long n, double y, double yy) {
    return new UnitSums(n, y, yy, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /**
   * Sums of units of which some have an event, once.
   *
   * @param n number of units
   * @param events number of those that have it
   * @return the sums
   */
  public static UnitSums share(long n, long events) {
    return of(n, events, events).withLargest(Math.min(1, events));
  }

  /**
   * These sums with the denominator of a ratio.
   *
   * @param d sum of d
   * @param dd sum of d^2
   * @param yd sum of y d
   * @return new sums
   */
  public UnitSums withDenominator(double d, double dd, double yd) {
    return new UnitSums(n, y, yy, d, dd, yd, x, xx, xy, xd, largest);
  }

  /**
   * These sums with a covariate, which was known before the unit was assigned.
   *
   * @param x sum of x
   * @param xx sum of x^2
   * @param xy sum of x y
   * @param xd sum of x d; 0 for a mean
   * @return new sums
   */
  public UnitSums withCovariate(double x, double xx, double xy, double xd) {
    return new UnitSums(n, y, yy, d, dd, yd, x, xx, xy, xd, largest);
  }

  /**
   * The sums of these units and of others.
   *
   * @param it sums of other units
   * @return new sums
   */
  public UnitSums plus(UnitSums it) {
    return new UnitSums(
        n + it.n,
        y + it.y,
        yy + it.yy,
        d + it.d,
        dd + it.dd,
        yd + it.yd,
        x + it.x,
        xx + it.xx,
        xy + it.xy,
        xd + it.xd,
        Math.max(largest, it.largest));
  }

  /**
   * These sums with the largest y^2 of a unit.
   *
   * @param square 0 if it is unknown
   * @return new sums
   */
  public UnitSums withLargest(double square) {
    return new UnitSums(n, y, yy, d, dd, yd, x, xx, xy, xd, square);
  }

  /**
   * The largest unit's share of the sum of squares.
   *
   * @return in [0, 1]; 0 if it is unknown
   */
  public double largestShare() {
    return largest == 0 ? 0 : largest / yy;
  }

  double covariance(double u, double v, double uv) {
    return (uv - u * v / n) / (n - 1);
  }
}
