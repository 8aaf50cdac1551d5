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
    return largest * MeanDifference.quantile(ALPHA / 2 / deviations.length, MANY);
  }
}
