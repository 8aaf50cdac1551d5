package dev.recsim.report.page;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Limits how many trials a page shows: more than two thousand dots or cells cannot be
 * distinguished. Figures always use all trials.
 */
public final class Thinning {
  /** Largest number of dots of a chart, and cells of a table, for all agents together. */
  private static final int MOST = 2_000;

  /** Smallest limit for an agent, so its distribution is visible. */
  private static final int LEAST = 40;

  private Thinning() {}

  /** Returns the largest number of trials that are shown for each of this many agents. */
  public static int most(int agents) {
    return Math.max(LEAST, MOST / Math.max(1, agents));
  }

  /**
   * Returns the indices of the dots to draw, ascending. If there are more than {@code most}, their
   * ranks are evenly spaced from the smallest value to the largest.
   *
   * @param most 2 or more
   */
  public static int[] drawn(double[] values, int most) {
    int n = values.length;
    if (n <= most) {
      return IntStream.range(0, n).toArray();
    }
    Integer[] byRank = IntStream.range(0, n).boxed().toArray(Integer[]::new);
    Arrays.sort(byRank, Comparator.comparingDouble(i -> values[i]));
    return IntStream.range(0, most)
        .map(i -> byRank[(int) ((long) i * (n - 1) / (most - 1))])
        .sorted()
        .toArray();
  }
}
