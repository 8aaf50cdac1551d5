package dev.recsim.report;

import dev.recsim.random.RandomKey;
import dev.recsim.stats.Interval;
import java.util.Arrays;

/**
 * The interquartile mean of runs: the mean of their middle half, after Agarwal et al., "Deep
 * reinforcement learning at the edge of the statistical precipice" (NeurIPS 2021, arXiv
 * 2108.13264).
 *
 * <p>The floor(n / 4) lowest and highest of n runs are left out, as in R's {@code mean(x, trim =
 * 0.25)}.
 */
final class Iqm {
  /** Number of resamples for an interval. */
  static final int RESAMPLES = 10_000;

  /** The resamples are the same for all agents and experiments, so intervals are reproducible. */
  private static final RandomKey KEY = RandomKey.root(0).child("statistics").child("iqm");

  private Iqm() {}

  /**
   * The interquartile mean of all runs.
   *
   * @throws IllegalArgumentException if there are none
   */
  static double of(double... runs) {
    if (runs.length == 0) {
      throw new IllegalArgumentException("no runs to take a mean of");
    }
    double[] sorted = runs.clone();
    Arrays.sort(sorted);
    int[] once = new int[sorted.length];
    Arrays.fill(once, 1);
    return middle(sorted, once);
  }

  /**
   * The percentile bootstrap interval of the interquartile mean. Runs are drawn with replacement
   * within each stratum (an environment), so every resample has the same number of runs of it.
   * Percentiles are interpolated linearly, as in NumPy.
   *
   * @param level its confidence, in (0, 1)
   * @param strata runs [stratum][run]
   * @throws IllegalArgumentException if there are no runs
   */
  static Interval interval(double level, double[]... strata) {
    return interval(level, KEY, strata);
  }

  static Interval interval(double level, RandomKey key, double[]... strata) {
    double[] sorted = Arrays.stream(strata).flatMapToDouble(Arrays::stream).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("no runs to resample");
    }
    if (sorted[0] == sorted[sorted.length - 1]) {
      double same = sorted[0] + 0.0; // 0 for -0
      return new Interval(same, same);
    }
    int[][] ranks = new int[strata.length][];
    for (int i = 0; i < strata.length; i++) {
      ranks[i] = Arrays.stream(strata[i]).mapToInt(run -> rank(sorted, run)).toArray();
    }
    double[] means = new double[RESAMPLES];
    // A resample is stored as the number of draws of each sorted run, so nothing is sorted again.
    int[] counts = new int[sorted.length];
    long draw = 0;
    for (int resample = 0; resample < RESAMPLES; resample++) {
      Arrays.fill(counts, 0);
      for (int[] stratum : ranks) {
        for (int i = 0; i < stratum.length; i++) {
          counts[stratum[key.below(draw++, stratum.length)]]++;
        }
      }
      means[resample] = middle(sorted, counts);
    }
    Arrays.sort(means);
    double tail = (1 - level) / 2;
    return new Interval(quantile(means, tail), quantile(means, 1 - tail));
  }

  private static int rank(double[] sorted, double run) {
    return Arrays.binarySearch(sorted, run);
  }

  /** Mean of the middle half of the runs, with sorted[i] repeated counts[i] times. */
  private static double middle(double[] sorted, int[] counts) {
    int n = sorted.length;
    int skip = n / 4;
    int left = n - 2 * skip;
    double sum = 0;
    double base = Double.NaN;
    for (int i = 0; left > 0; i++) {
      int skipped = Math.min(skip, counts[i]);
      int taken = Math.min(left, counts[i] - skipped);
      skip -= skipped;
      left -= taken;
      if (taken > 0) {
        base = Double.isNaN(base) ? sorted[i] : base;
        sum += taken * (sorted[i] - base);
      }
    }
    return base + sum / (n - 2 * (n / 4));
  }

  private static double quantile(double[] sorted, double p) {
    double position = p * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
