package dev.recsim.learn.reinforce;

import java.util.Arrays;

/** Means of a figure by the number of the step in its session, over about the last 20 sessions. */
final class StepMeans {
  private static final double NEWEST = 0.05;

  private double[] means = {};
  private int[] counts = {};

  /**
   * Adds a figure, and returns the mean before; 0 if there was none.
   *
   * @param step number of the step, 0 for the first
   */
  double replace(int step, double figure) {
    if (step >= means.length) {
      means = Arrays.copyOf(means, 2 * step + 64);
      counts = Arrays.copyOf(counts, means.length);
    }
    double before = means[step];
    counts[step]++;
    means[step] += (figure - before) * Math.max(1.0 / counts[step], NEWEST);
    return before;
  }
}
