package dev.recsim.fit.judge;

import dev.recsim.stats.MeanDifference;

/**
 * What statistics of a sample exceed with probability 1 % although the model is right, in the
 * normal approximation.
 */
public final class Chance {
  private static final double ALPHA = 0.01;

  /** 99 % quantile of the normal distribution. */
  public static final double ONE_SIDED = 2.3263;

  /** Degrees of freedom at which the t distribution is the normal one. */
  private static final int MANY = 1_000_000;

  /** 99 % quantile of the Kolmogorov distribution; conservative for whole numbers. */
  private static final double KOLMOGOROV = 1.6276;

  private Chance() {}

  /** The value that a normal variable exceeds with a probability. */
  public static double normal(double alpha) {
    return MeanDifference.quantile(alpha, MANY);
  }

  /**
   * The value that a sum of squares exceeds with a probability: in standard deviations above its
   * mean, if it has the chi-squared distribution. Source: Wilson and Hilferty, "The distribution of
   * chi-square", 1931.
   *
   * @param degrees of freedom, 1 or more; not necessarily a whole number
   */
  public static double sumOfSquares(double alpha, double degrees) {
    double part = 2 / (9 * degrees);
    double root = 1 - part + normal(alpha) * Math.sqrt(part);
    return degrees * (root * root * root - 1) / Math.sqrt(2 * degrees);
  }

  /** Of the Kolmogorov-Smirnov distance of a sample. */
  public static double ofDistance(long sessions) {
    return KOLMOGOROV / Math.sqrt(sessions);
  }

  /** Of the Kolmogorov-Smirnov distance of two samples. */
  public static double ofDistance(long first, long second) {
    return KOLMOGOROV * Math.sqrt((first + second) / ((double) first * second));
  }

  /**
   * Of a sum of absolute values of normal variables with mean 0. An absolute value is sqrt(2 / pi)
   * of the standard deviation on average, and its variance is 1 - 2 / pi of the variance.
   *
   * @param deviations standard deviation of each
   */
  public static double ofAbsoluteSum(double... deviations) {
    double mean = 0;
    double variance = 0;
    for (double deviation : deviations) {
      mean += Math.sqrt(2 / Math.PI) * deviation;
      variance += (1 - 2 / Math.PI) * deviation * deviation;
    }
    return mean + ONE_SIDED * Math.sqrt(variance);
  }

  /** Of the largest absolute value of normal variables with mean 0, by Bonferroni's correction. */
  public static double ofLargest(double... deviations) {
    double largest = 0;
    for (double deviation : deviations) {
      largest = Math.max(largest, deviation);
    }
    return largest * normal(ALPHA / 2 / deviations.length);
  }
}
