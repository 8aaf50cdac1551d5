package dev.recsim.fit.ids;

import java.util.stream.IntStream;

/**
 * Splits work into blocks of consecutive items that cost about the same, and does them on all
 * cores. The blocks depend on the work alone. If their sums are added by their number, the bits do
 * not depend on the machine.
 */
public final class Blocks {
  /** Largest number of blocks. */
  public static final int MOST = 64;

  private static final int LEAST_COST = 500;

  /** A block of the work. */
  @FunctionalInterface
  public interface Work {
    /**
     * Does it.
     *
     * @param block its number, below {@link #MOST}
     * @param from first item
     * @param to item after the last
     */
    void of(int block, int from, int to);
  }

  private Blocks() {}

  /** Splits items that cost the same. */
  public static void of(int items, Work work) {
    split(items, blocks(items), work);
  }

  /** Splits items that cost the same, however little, into a number of blocks. */
  public static void split(int items, int blocks, Work work) {
    IntStream.range(0, blocks)
        .parallel()
        .forEach(b -> work.of(b, share(items, b, blocks), share(items, b + 1, blocks)));
  }

  /** Splits items with costs, see {@link #of(int[], int, int, Work)}. */
  public static void of(int[] ends, Work work) {
    of(ends, 0, ends.length - 1, work);
  }

  /**
   * Splits a part of the items with costs.
   *
   * @param ends sum of the costs before each item, and of all costs
   * @param from first item of the part
   * @param to item after the last of the part
   */
  public static void of(int[] ends, int from, int to, Work work) {
    int cost = ends[to] - ends[from];
    int blocks = blocks(cost);
    int[] starts = new int[blocks + 1];
    starts[0] = from;
    for (int b = 1; b < blocks; b++) {
      starts[b] = starts[b - 1];
      while (starts[b] < to && ends[starts[b]] - ends[from] < share(cost, b, blocks)) {
        starts[b]++;
      }
    }
    starts[blocks] = to;
    IntStream.range(0, blocks).parallel().forEach(b -> work.of(b, starts[b], starts[b + 1]));
  }

  private static int blocks(int cost) {
    return Math.max(1, Math.min(MOST, cost / LEAST_COST));
  }

  private static int share(int all, int block, int blocks) {
    return (int) ((long) all * block / blocks);
  }
}
