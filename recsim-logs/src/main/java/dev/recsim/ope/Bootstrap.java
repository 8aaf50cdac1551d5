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

  /** Number of sessions by replicate. */
  private final double[] count;

  /**
   * @param replicates 0 for none
   */
  public Bootstrap(RandomKey key, int replicates) {
    this.key = key;
    this.replicates = replicates;
    int padded = (replicates + DRAWS - 1) / DRAWS * DRAWS;
    this.times = new double[padded];
    this.count = new double[padded];
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

  /** Draws how often a session counts. */
  public void draw(long session) {
    RandomKey drawn = key.child(session);
    for (int b = 0; b < times.length; b += DRAWS) {
      long bits = drawn.bits(b / DRAWS);
      for (int i = 0; i < DRAWS; i++) {
        times[b + i] = POISSON[(int) (bits >>> i * BITS) & 0xFFFF];
      }
    }
    addDrawn(count, times, 1);
  }

  /** All replicates alike, without branches, so that the JVM adds several at once. */
  private static void addDrawn(double[] sums, double[] times, double term) {
    for (int b = 0; b < sums.length; b++) {
      sums[b] += times[b] * term;
    }
  }

  /** Adds the sessions of another part of the log, with the same key. */
  public void add(Bootstrap other) {
    addAll(count, other.count);
  }

  private static void addAll(double[] sums, double[] others) {
    for (int b = 0; b < sums.length; b++) {
      sums[b] += others[b];
    }
  }

  /** Begins the sums of an estimator. */
  public Sums sums(int ratios) {
    return new Sums(Terms.width(ratios));
  }

  /** The sums of an estimator's terms in the replicates. */
  public final class Sums implements Serializable {
    private static final long serialVersionUID = 1;

    /** By term and replicate. */
    private final double[][] sums;

    private Sums(int width) {
      sums = new double[width][count.length];
    }

    /** Adds the session that was drawn last. */
    public void add(Terms terms) {
      for (int i = 0; i < sums.length; i++) {
        addDrawn(sums[i], times, terms.get(i));
      }
    }

    /** Adds the sessions of another part of the log. */
    public void add(Sums other) {
      for (int i = 0; i < sums.length; i++) {
        addAll(sums[i], other.sums[i]);
      }
    }

    /** The estimates of the replicates. */
    public double[] values() {
      double[] values = new double[replicates];
      double[] terms = new double[sums.length];
      for (int b = 0; b < replicates; b++) {
        for (int i = 0; i < terms.length; i++) {
          terms[i] = sums[i][b];
        }
        values[b] = Terms.value(count[b], terms);
      }
      return values;
    }
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
