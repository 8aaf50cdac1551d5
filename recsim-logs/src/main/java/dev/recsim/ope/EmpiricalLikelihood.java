package dev.recsim.ope;

import dev.recsim.stats.Interval;
import java.io.Serializable;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * Empirical likelihood with the Cressie-Read divergence of power -2 (Karampatziakis, Langford and
 * Mineiro 2020), in closed form: among all distributions on the rows and one more row, whose weight
 * is at a bound, in which the mean weight is 1, those that are near the observed one.
 *
 * <p>It needs the true bounds of weights and rewards, not those of the sample. The interval stays
 * within the bounds of the reward.
 */
public final class EmpiricalLikelihood implements Serializable {
  private static final long serialVersionUID = 1;
  private final double smallestWeight;
  private final double largestWeight;
  private final double smallestReward;
  private final double largestReward;
  private double n;
  private double w;
  private double ww;
  private double wr;
  private double wwr;
  private double wwrr;

  /**
   * @param largestWeight may be infinite
   */
  public EmpiricalLikelihood(
      double smallestWeight, double largestWeight, double smallestReward, double largestReward) {
    this.smallestWeight = smallestWeight;
    this.largestWeight = largestWeight;
    this.smallestReward = smallestReward;
    this.largestReward = largestReward;
  }

  /** Adds a row. */
  public void add(double weight, double reward) {
    n++;
    w += weight;
    ww += weight * weight;
    wr += weight * reward;
    wwr += weight * weight * reward;
    wwrr += weight * weight * reward * reward;
  }

  /** Adds the rows of another part of the log. */
  public void add(EmpiricalLikelihood other) {
    n += other.n;
    w += other.w;
    ww += other.ww;
    wr += other.wr;
    wwr += other.wwr;
    wwrr += other.wwrr;
  }

  /** Weight of the additional row that brings the mean weight nearest to 1. */
  private double nearest() {
    return w < n ? largestWeight : smallestWeight;
  }

  /** The estimate; mass of the additional row has the middle reward. */
  public double value() {
    double extra = nearest();
    double a = (extra + w) / (n + 1);
    double b = (extra * extra + ww) / (n + 1);
    boolean infinite = Double.isInfinite(extra);
    double gamma = infinite ? (n + 1) / n : (b - a) / (b - a * a);
    double tau = infinite ? 0 : (1 - a) / (b - a * a);
    double seen = (gamma * w + tau * ww) / (n + 1);
    double missing = Math.max(0, 1 - seen);
    return (gamma * wr + tau * wwr) / (n + 1) + missing * (smallestReward + largestReward) / 2;
  }

  /** The interval of a level, such as 0.95. */
  public Interval interval(double level) {
    if (n == 0) {
      return new Interval(smallestReward, largestReward);
    }
    double quantile = FDistribution.of(1, n).inverseSurvivalProbability(1 - level);
    double radius = (divergence(nearest()) + quantile) / (n + 1);
    return new Interval(bound(radius, smallestReward, -1), bound(radius, largestReward, 1));
  }

  /** n + 1 times the smallest divergence at which the mean weight is 1. */
  private double divergence(double extra) {
    if (Double.isInfinite(extra)) {
      return 1 + 1 / n;
    }
    double mean = (extra + w) / (n + 1);
    double variance = (extra * extra + ww) / (n + 1) - mean * mean;
    return variance <= 0 ? 0 : (n + 1) * (1 - mean) * (1 - mean) / variance;
  }

  private double bound(double radius, double reward, int sign) {
    double best = Double.NaN;
    for (double extra : new double[] {smallestWeight, largestWeight}) {
      double end =
          Double.isInfinite(extra) ? limit(radius, reward, sign) : end(radius, extra, reward, sign);
      boolean better = Double.isNaN(best) || (end - best) * sign > 0;
      best = !Double.isNaN(end) && better ? end : best;
    }
    double clear = Double.isNaN(best) ? reward : best;
    return Math.min(largestReward, Math.max(smallestReward, clear));
  }

  /** The extreme value within the radius; NaN if no distribution within it has mean weight 1. */
  private double end(double radius, double extra, double reward, int sign) {
    double m = n + 1;
    double mean = (extra + w) / m;
    double variance = (extra * extra + ww) / m - mean * mean;
    double z = (extra * reward + wr) / m;
    double zz = (extra * extra * reward * reward + wwrr) / m;
    double covariance = (extra * extra * reward + wwr) / m - mean * z;
    if (variance <= 0) {
      return z + sign * Math.sqrt(Math.max(0, zz - z * z) * radius);
    }
    double rest = zz - z * z - covariance * covariance / variance;
    double left = radius - (1 - mean) * (1 - mean) / variance;
    return left < 0
        ? Double.NaN
        : z + (1 - mean) * covariance / variance + sign * Math.sqrt(Math.max(0, rest) * left);
  }

  /** The same as the weight of the additional row goes to infinity. */
  private double limit(double radius, double reward, int sign) {
    double u = wr - w * reward;
    double uu = wwrr - 2 * reward * wwr + reward * reward * ww;
    double rest = (uu - u * u / n) / (n + 1);
    double left = radius - 1 / n;
    return left < 0 ? Double.NaN : reward + u / n + sign * Math.sqrt(Math.max(0, rest) * left);
  }
}
