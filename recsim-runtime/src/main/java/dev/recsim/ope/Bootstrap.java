package dev.recsim.ope;

import dev.recsim.random.RandomKey;
import dev.recsim.stats.Interval;
import java.util.Arrays;

/**
 * Bootstrap over sessions in one pass (Chamandy et al. 2012): in each replicate, a session counts
 * as often as a draw from the Poisson distribution with mean 1, which depends only on the session's
 * id and the replicate. So parts of a log can be resampled on their own and added, and estimators
 * that see the same sessions are resampled together.
 */
public final class Bootstrap {
  /** The number of replicates of reports. */
  public static final int REPLICATES = 1_000;

  /** Cumulative probabilities of the Poisson distribution with mean 1, as 53-bit numbers. */
  private static final long[] POISSON = cumulative();

  private final RandomKey key;
  private final int width;

  /** Number of rows of a replicate, followed by its sums. */
  private final double[][] replicates;

  /**
   * @param width number of terms of a row
   */
  public Bootstrap(RandomKey key, int replicates, int width) {
    this.key = key;
    this.width = width;
    this.replicates = new double[replicates][1 + width];
  }

  private static long[] cumulative() {
    long[] cumulative = new long[18];
    double p = StrictMath.exp(-1);
    double sum = 0;
    for (int i = 0; i < cumulative.length; i++) {
      sum += p;
      cumulative[i] = (long) (sum * 0x1.0p53);
      p /= i + 1;
    }
    return cumulative;
  }

  /**
   * Adds a row.
   *
   * @param id of the session
   */
  public void add(long id, double[] terms) {
    RandomKey session = key.child(id);
    for (int b = 0; b < replicates.length; b++) {
      int times = poisson(session.bits(b) >>> 11);
      if (times > 0) {
        double[] sums = replicates[b];
        sums[0] += times;
        for (int i = 0; i < width; i++) {
          sums[1 + i] += times * terms[i];
        }
      }
    }
  }

  private static int poisson(long uniform) {
    int count = 0;
    while (count < POISSON.length && uniform >= POISSON[count]) {
      count++;
    }
    return count;
  }

  /** Adds the rows of another part of the log, with the same key. */
  public void add(Bootstrap other) {
    for (int b = 0; b < replicates.length; b++) {
      for (int i = 0; i <= width; i++) {
        replicates[b][i] += other.replicates[b][i];
      }
    }
  }

  /**
   * The values of an estimator in the replicates.
   *
   * @param at index of its first term
   */
  public double[] values(int at, int ratios) {
    double[] values = new double[replicates.length];
    for (int b = 0; b < values.length; b++) {
      values[b] = Estimator.value(replicates[b][0], replicates[b], 1 + at, ratios);
    }
    return values;
  }

  /** The percentile interval of values. */
  public static Interval interval(double[] values, double level) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double tail = (1 - level) / 2;
    return new Interval(quantile(sorted, tail), quantile(sorted, 1 - tail));
  }

  /** Linear between the order statistics, as type 7 of Hyndman and Fan 1996. */
  private static double quantile(double[] sorted, double p) {
    double place = p * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
