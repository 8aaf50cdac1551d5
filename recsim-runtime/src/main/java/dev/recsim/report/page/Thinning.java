package dev.recsim.report.page;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What a page shows of many trials: two thousand dots and cells are as many as anybody can see.
 * Figures are always of all trials.
 */
public final class Thinning {
  /** Dots of a chart, and cells of a table, of all agents together. */
  private static final int MOST = 2_000;

  /** Of an agent there are at least as many, so that its distribution can be seen. */
  private static final int LEAST = 40;

  private Thinning() {}

  /** The most trials of an agent that are shown, where there are so many agents. */
  public static int most(int agents) {
    return Math.max(LEAST, MOST / Math.max(1, agents));
  }

  /**
   * Which dots are drawn, ascending by index: all, or, where there are more than the most, those
   * whose ranks are evenly spaced from the least value to the greatest.
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
