package dev.recsim.stats;

import java.math.BigDecimal;
import java.math.MathContext;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * An estimate of a difference of means. Its t statistic is (value - true difference) /
 * standardError with these degrees of freedom.
 *
 * @param value difference of the sample means
 * @param standardError of the value; 0 if there is no variance
 * @param standardDeviation of one pair's difference, or for unpaired samples sqrt(s1^2 + s2^2)
 * @param degreesOfFreedom above 0
 */
public record MeanDifference(
    double value, double standardError, double standardDeviation, double degreesOfFreedom) {

  /** Number of digits kept, because the last bits of {@code Math} can differ between JVMs. */
  private static final MathContext DIGITS = new MathContext(9);

  /**
   * The paired difference: the differences x[i] - y[i] are one sample.
   *
   * @throws IllegalArgumentException if there are fewer than 2 pairs, or a value without partner
   */
  public static MeanDifference paired(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(x.length + " values to pair with " + y.length);
    }
    double[] differences = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      differences[i] = x[i] - y[i];
    }
    return of(differences);
  }

  /**
   * The mean of one sample compared with 0.
   *
   * @throws IllegalArgumentException if there are fewer than 2 values
   */
  public static MeanDifference of(double... differences) {
    Estimate estimate = Estimate.of(differences);
    if (estimate.n() < 2) {
      throw new IllegalArgumentException("one value says nothing of its spread");
    }
    return new MeanDifference(
        estimate.mean(), estimate.standardError(), estimate.standardDeviation(), estimate.n() - 1);
  }

  /**
   * The difference of independent samples, by Welch's approximation (B. L. Welch, Biometrika 34,
   * 1947).
   *
   * @throws IllegalArgumentException if a sample has fewer than 2 values
   */
  public static MeanDifference welch(double[] x, double[] y) {
    Estimate a = Estimate.of(x);
    Estimate b = Estimate.of(y);
    if (a.n() < 2 || b.n() < 2) {
      throw new IllegalArgumentException("one value says nothing of its spread");
    }
    double va = a.standardDeviation() * a.standardDeviation() / a.n();
    double vb = b.standardDeviation() * b.standardDeviation() / b.n();
    // Computed with shares of the sum, because squares of tiny variances would underflow.
    double share = va / (va + vb);
    double freedom =
        va + vb == 0
            ? a.n() + b.n() - 2
            : 1 / (share * share / (a.n() - 1) + (1 - share) * (1 - share) / (b.n() - 1));
    return new MeanDifference(
        a.mean() - b.mean(),
        Math.sqrt(va + vb),
        Math.sqrt(
            a.standardDeviation() * a.standardDeviation()
                + b.standardDeviation() * b.standardDeviation()),
        freedom);
  }

  /** The difference with the two sides exchanged. */
  public MeanDifference negated() {
    return new MeanDifference(0 - value, standardError, standardDeviation, degreesOfFreedom);
  }

  /**
   * The one-sided bounds at this level: the true difference is below the lower one with probability
   * alpha, and above the upper one with probability alpha. Together they are a two-sided interval
   * at level 1 - 2 alpha.
   */
  public Interval bounds(double alpha) {
    return within(quantile(alpha, degreesOfFreedom));
  }

  /** The value -/+ this number of standard errors. */
  public Interval within(double standardErrors) {
    double half = standardErrors * standardError;
    return new Interval(value - half, value + half);
  }

  /** p-value of the hypothesis that the true difference is 0 or more; small for a drop. */
  public double dropPValue() {
    if (standardError == 0) {
      return value < 0 ? 0 : 1;
    }
    double p = TDistribution.of(degreesOfFreedom).cumulativeProbability(value / standardError);
    return new BigDecimal(p).round(DIGITS).doubleValue();
  }

  /** The t quantile that is exceeded with probability alpha. */
  public static double quantile(double alpha, double degreesOfFreedom) {
    double t = TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(alpha);
    return new BigDecimal(t).round(DIGITS).doubleValue();
  }
}
