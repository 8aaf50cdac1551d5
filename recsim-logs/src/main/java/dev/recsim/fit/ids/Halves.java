package dev.recsim.fit.ids;

import java.util.stream.IntStream;

/**
 * Splits work in two parts that run at once if there are two cores. The parts depend on the work
 * alone, and their sums are added in a fixed order, so the bits do not depend on the machine.
 */
public final class Halves {
  public static final int PARTS = 2;

  /** A part of the work. */
  @FunctionalInterface
  public interface Work {
    /**
     * Does it.
     *
     * @param part 0 or 1
     * @param from first item
     * @param to item after the last
     */
    void of(int part, int from, int to);
  }

  private Halves() {}

  /** Splits items that cost the same. */
  public static void of(int items, Work work) {
    split(items, items / PARTS, work);
  }

  /**
   * Splits items with costs.
   *
   * @param ends sum of the costs before each item, and of all costs
   */
  public static void of(int[] ends, Work work) {
    int items = ends.length - 1;
    int middle = 0;
    while (middle < items && ends[middle] < ends[items] / PARTS) {
      middle++;
    }
    split(items, middle, work);
  }

  private static void split(int items, int middle, Work work) {
    IntStream.range(0, PARTS)
        .parallel()
        .forEach(part -> work.of(part, part == 0 ? 0 : middle, part == 0 ? middle : items));
  }
}
