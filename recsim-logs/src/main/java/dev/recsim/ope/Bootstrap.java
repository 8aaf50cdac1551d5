package dev.recsim.ope;

import dev.recsim.random.RandomKey;
import dev.recsim.stats.Interval;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Bootstrap over sessions in one pass (Chamandy et al. 2012): in each replicate, a session counts
 * as often as a draw from the Poisson distribution with mean 1, which depends only on the session's
 * id and the replicate. So parts of a log can be resampled on their own and added, and estimators
 * that see the same sessions are resampled together.
 *
 * <p>Four replicates share a draw of 64 bits, so the probabilities are multiples of 2^-16.
 */
public final class Bootstrap implements Serializable {
  private static final long serialVersionUID = 1;

  /** The number of replicates of reports. */
  public static final int REPLICATES = 1_000;

  private static final int DRAWS = 4;
  private static final int BITS = 16;

  /** How often a session counts, by 16 bits. */
  private static final byte[] POISSON = poisson();

  private final RandomKey key;
  private final int replicates;

  /** How often the session counts in each replicate. */
  private final double[] times;

  /** Number of rows by replicate. */
  private final double[] count;

  /** Sums by term and replicate. */
  private final double[][] sums;

  /**
   * @param width number of terms of a row
   */
  public Bootstrap(RandomKey key, int replicates, int width) {
    this.key = key;
    this.replicates = replicates;
    int padded = (replicates + DRAWS - 1) / DRAWS * DRAWS;
    this.times = new double[padded];
    this.count = new double[padded];
    this.sums = new double[width][padded];
  }

  private static byte[] poisson() {
    byte[] table = new byte[1 << BITS];
    double p = StrictMath.exp(-1);
    double sum = 0;
    int filled = 0;
    for (int value = 0; filled < table.length; value++) {
      sum += p;
      p /= value + 1;
      int end = (int) Math.round(sum * table.length);
      Arrays.fill(table, filled, end, (byte) value);
      filled = end;
    }
    return table;
  }

  /**
   * Adds a row.
   *
   * @param id of the session
   */
  public void add(long id, double[] terms) {
    RandomKey session = key.child(id);
    for (int b = 0; b < times.length; b += DRAWS) {
      long bits = session.bits(b / DRAWS);
      for (int i = 0; i < DRAWS; i++) {
        times[b + i] = POISSON[(int) (bits >>> i * BITS) & 0xFFFF];
      }
    }
    add(count, 1);
    for (int i = 0; i < sums.length; i++) {
      add(sums[i], terms[i]);
    }
  }

  /** All replicates alike, without branches, so that the JVM adds several at once. */
  private void add(double[] sums, double term) {
    for (int b = 0; b < sums.length; b++) {
      sums[b] += times[b] * term;
    }
  }

  /** Adds the rows of another part of the log, with the same key. */
  public void add(Bootstrap other) {
    for (int b = 0; b < count.length; b++) {
      count[b] += other.count[b];
      for (int i = 0; i < sums.length; i++) {
        sums[i][b] += other.sums[i][b];
      }
    }
  }

  /**
   * The values of an estimator in the replicates.
   *
   * @param at index of its first term
   */
  public double[] values(int at, int ratios) {
    double[] values = new double[replicates];
    double[] terms = new double[1 + 2 * ratios];
    for (int b = 0; b < replicates; b++) {
      for (int i = 0; i < terms.length; i++) {
        terms[i] = sums[at + i][b];
      }
      values[b] = Estimator.value(count[b], terms, 0, ratios);
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
