package dev.recsim.ope;

import dev.recsim.stats.Interval;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * An estimate and how its error is distributed: intervals with a correction for skewness, in which
 * one more group of sessions counts, as heavy as the tail of the others lets expect. Without it,
 * intervals look best where the heavy sessions were not drawn.
 *
 * <p>Source: Hall 1992, the cubic transformation of a studentized mean; it is what a studentized
 * bootstrap converges to. {@code docs/off-policy.md} has the rates.
 *
 * @param value the estimate
 * @param standardError the error of the estimate, without the additional group
 * @param influence what each group of sessions adds to the estimate; only its shape counts
 */
public record Spread(double value, double standardError, double[] influence) {
  /** Largest tail index with an answer. */
  public static final double LARGEST_INDEX = 0.7;

  /** Where the transformation is no longer monotonic in the skewness at the levels in use. */
  private static final double MOST_SKEW = 0.42;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /** The same error with another size. */
  public Spread times(double factor) {
    return new Spread(value, factor * standardError, influence);
  }

  /** The difference to another estimate from the same groups; its standard error is the groups'. */
  public Spread minus(Spread other, double sessions) {
    return minus(1, other, sessions);
  }

  /** As {@link #minus(Spread, double)}, to this many times the other estimate. */
  public Spread minus(double times, Spread other, double sessions) {
    double[] difference = influence.clone();
    for (int g = 0; g < difference.length; g++) {
      difference[g] -= times * other.influence[g];
    }
    double error = Math.sqrt(power(difference, 2) * difference.length / (difference.length - 1));
    return new Spread(value - times * other.value, error / sessions, difference);
  }

  /** The tail index of the groups' contributions, the larger one of both sides. */
  public double tailIndex() {
    return Math.max(ParetoTail.of(influence).index(), ParetoTail.of(negated()).index());
  }

  /** Two-sided interval of a level, such as 0.95. */
  public Interval interval(double level) {
    return bounds((1 - level) / 2);
  }

  /** One-sided bounds, each with this error rate. */
  public Interval bounds(double alpha) {
    double z = NORMAL.inverseSurvivalProbability(alpha);
    return new Interval(value - reach(negated(), z), value + reach(influence, z));
  }

  private double[] negated() {
    double[] negated = influence.clone();
    for (int g = 0; g < negated.length; g++) {
      negated[g] = -negated[g];
    }
    return negated;
  }

  /** How far the true value may be above the estimate, if the tail above is that of some sums. */
  private double reach(double[] sums, double z) {
    double squares = power(sums, 2);
    if (squares == 0) {
      return z * standardError;
    }
    double next = ParetoTail.of(sums).next();
    double all = squares + next * next;
    double skew = (power(sums, 3) + next * next * next) / StrictMath.pow(all, 1.5);
    skew = Math.max(-MOST_SKEW, Math.min(MOST_SKEW, skew));
    return -transformed(skew, -z) * standardError * Math.sqrt(all / squares);
  }

  /** The quantile of a studentized mean where the standard normal one is z. */
  private static double transformed(double skew, double z) {
    return Math.abs(skew) < 1e-9 ? z : 3 / skew * (StrictMath.cbrt(1 + skew * (z - skew / 6)) - 1);
  }

  private static double power(double[] numbers, int exponent) {
    double sum = 0;
    for (double each : numbers) {
      sum += exponent == 2 ? each * each : each * each * each;
    }
    return sum;
  }
}
