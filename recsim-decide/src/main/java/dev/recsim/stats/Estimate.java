package dev.recsim.stats;

import java.util.Arrays;
import java.util.Optional;

/**
 * An estimate of a mean from n independent values.
 *
 * @param mean their arithmetic mean
 * @param standardDeviation with divisor n - 1; NaN for a single value
 * @param n number of values
 */
public record Estimate(double mean, double standardDeviation, int n) {

  /**
   * Estimates the mean from these values.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Estimate of(double... values) {
    int n = values.length;
    if (n == 0) {
      throw new IllegalArgumentException("no values to take a mean of");
    }
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new Estimate(mean, n == 1 ? Double.NaN : Math.sqrt(squares / (n - 1)), n);
  }

  /**
   * Calculates the arithmetic mean by deviations from the first value: the mean of equal values is
   * exactly their value. If the sum of deviations would overflow, values are divided before they
   * are added.
   */
  public static double mean(double... values) {
    double sum = 0;
    for (double value : values) {
      sum += value - values[0];
    }
    return Double.isFinite(sum)
        ? values[0] + sum / values.length
        : Arrays.stream(values).map(value -> value / values.length).sum();
  }

  /** Standard deviation / sqrt(n); NaN for a single value. */
  public double standardError() {
    return standardDeviation / Math.sqrt(n);
  }

  /**
   * The two-sided t interval of the mean, mean -/+ t(1 - (1 - level) / 2; n - 1) s / sqrt(n); empty
   * for a single value, or if an end would overflow.
   *
   * @param level its confidence, in (0, 1)
   */
  public Optional<Interval> interval(double level) {
    if (n == 1) {
      return Optional.empty();
    }
    double half = MeanDifference.quantile((1 - level) / 2, n - 1) * standardError();
    boolean finite = Double.isFinite(mean - half) && Double.isFinite(mean + half);
    return finite ? Optional.of(new Interval(mean - half, mean + half)) : Optional.empty();
  }
}
