package dev.recsim.fit.ids;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How often a document follows another one, up to ten events later. An event l events later counts
 * .8^(l-1). Rows are sparse, their entries sorted by document.
 *
 * @param first the first entry of each document, and the end of the last
 * @param followers the documents that follow
 * @param counts how often
 * @param totals of each document, with the entries that are left out
 */
public record DecayedCounts(int[] first, int[] followers, double[] counts, double[] totals) {
  private static final int LAGS = 10;
  private static final double DECAY = 0.8;

  /** Number of pairs that are sorted at once. */
  private static final long AT_ONCE = 1 << 24;

  /**
   * Counts.
   *
   * @param most number of entries of a row that are kept, the largest
   */
  public static DecayedCounts of(Histories histories, int most) {
    return new Counting(histories, most).all();
  }

  /**
   * Puts rows together.
   *
   * @param followers of each document, sorted
   * @param counts of each follower
   * @param totals of each document, with the entries that are left out
   */
  public static DecayedCounts of(int[][] followers, double[][] counts, double[] totals) {
    int[] first = new int[totals.length + 1];
    for (int d = 0; d < totals.length; d++) {
      first[d + 1] = Math.addExact(first[d], followers[d].length);
    }
    int[] all = new int[first[totals.length]];
    double[] values = new double[all.length];
    for (int d = 0; d < totals.length; d++) {
      System.arraycopy(followers[d], 0, all, first[d], followers[d].length);
      System.arraycopy(counts[d], 0, values, first[d], counts[d].length);
    }
    return new DecayedCounts(first, all, values, totals);
  }

  /** Pairs are grouped by their first document, for as many documents at once as fit. */
  private static final class Counting {
    private final Histories histories;
    private final int most;
    private final double[] weights = new double[LAGS];

    /** The pairs of each document. */
    private final long[] pairs;

    private final double[] totals;
    private final int[][] followers;
    private final double[][] counts;
    private final double[] sums;

    Counting(Histories histories, int most) {
      this.histories = histories;
      this.most = most;
      int n = histories.documents();
      pairs = new long[n];
      totals = new double[n];
      followers = new int[n][];
      counts = new double[n][];
      sums = new double[n];
      for (int l = 0; l < LAGS; l++) {
        weights[l] = StrictMath.pow(DECAY, l);
      }
    }

    private int followersOf(int event, int end) {
      return Math.min(LAGS, end - 1 - event);
    }

    DecayedCounts all() {
      for (int u = 0; u < histories.users(); u++) {
        int end = histories.first()[u + 1];
        for (int i = histories.first()[u]; i < end; i++) {
          pairs[histories.events()[i]] += followersOf(i, end);
        }
      }
      int from = 0;
      while (from < pairs.length) {
        int to = from;
        long size = 0;
        while (to < pairs.length && (to == from || size + pairs[to] <= AT_ONCE)) {
          size += pairs[to++];
        }
        group(from, to, Math.toIntExact(size));
        from = to;
      }
      return of(followers, counts, totals);
    }

    private void group(int from, int to, int size) {
      int[] ends = new int[to - from + 1];
      for (int d = from; d < to; d++) {
        ends[d - from + 1] = ends[d - from] + (int) pairs[d];
      }
      int[] next = ends.clone();
      int[] follower = new int[size];
      byte[] lag = new byte[size];
      for (int u = 0; u < histories.users(); u++) {
        int end = histories.first()[u + 1];
        for (int i = histories.first()[u]; i < end; i++) {
          int d = histories.events()[i];
          if (d >= from && d < to) {
            for (int l = 0; l < followersOf(i, end); l++) {
              int place = next[d - from]++;
              follower[place] = histories.events()[i + 1 + l];
              lag[place] = (byte) l;
            }
          }
        }
      }
      for (int d = from; d < to; d++) {
        row(d, follower, lag, ends[d - from], ends[d - from + 1]);
      }
    }

    /** Adds the pairs of a document. */
    private void row(int d, int[] follower, byte[] lag, int from, int to) {
      int[] different =
          IntStream.range(from, to).map(i -> follower[i]).sorted().distinct().toArray();
      double total = 0;
      for (int i = from; i < to; i++) {
        sums[follower[i]] += weights[lag[i]];
        total += weights[lag[i]];
      }
      int[] kept = different.length <= most ? different : largest(different);
      followers[d] = kept;
      counts[d] = new double[kept.length];
      totals[d] = total;
      for (int k = 0; k < kept.length; k++) {
        counts[d][k] = sums[kept[k]];
      }
      for (int each : different) {
        sums[each] = 0;
      }
    }

    private int[] largest(int[] different) {
      return Arrays.stream(different)
          .boxed()
          .sorted((a, b) -> Double.compare(sums[b], sums[a]))
          .limit(most)
          .mapToInt(it -> it)
          .sorted()
          .toArray();
    }
  }
}
