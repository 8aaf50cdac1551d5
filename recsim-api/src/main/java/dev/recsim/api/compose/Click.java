package dev.recsim.api.compose;

import java.util.stream.IntStream;

/** Choices of one position or none, made once. */
final class Click {
  private static final int[] NONE = {};
  private static final int[][] FEW =
      IntStream.range(0, 64).mapToObj(i -> new int[] {i}).toArray(int[][]::new);

  private Click() {}

  static int[] at(int position) {
    if (position < 0) {
      return NONE;
    }
    return position < FEW.length ? FEW[position] : new int[] {position};
  }
}
