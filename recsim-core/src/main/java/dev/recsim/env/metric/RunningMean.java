package dev.recsim.env.metric;

import dev.recsim.api.MetricProvider.Measure;

/** The sum of the numbers that a session gives, and how many there are. */
abstract class RunningMean implements Measure.Quotient {
  private double sum;
  private int count;

  final void add(double number) {
    sum += number;
    count++;
  }

  @Override
  public final double of() {
    return sum;
  }

  @Override
  public final double per() {
    return count;
  }
}
