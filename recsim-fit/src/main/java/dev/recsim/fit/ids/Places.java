package dev.recsim.fit.ids;

import java.util.Arrays;

/** Where each value stands in a part of an array. It is filled again for other parts. */
public final class Places {
  /** The first place of each value in {@link #at}, and the end of the last. */
  public final int[] first;

  private final int[] next;
  private int[] at = {};

  /**
   * @param values number of values; they are 0 .. values - 1
   */
  public Places(int values) {
    first = new int[values + 1];
    next = new int[values];
  }

  /** Finds the places of the values from one place to before another. */
  public void find(int[] values, int from, int to) {
    Arrays.fill(first, 0);
    for (int i = from; i < to; i++) {
      first[values[i] + 1]++;
    }
    for (int v = 0; v < next.length; v++) {
      next[v] = first[v];
      first[v + 1] += first[v];
    }
    at = at.length < to - from ? new int[to - from] : at;
    for (int i = from; i < to; i++) {
      at[next[values[i]]++] = i;
    }
  }

  /** A place in the array. Those of a value ascend. */
  public int at(int place) {
    return at[place];
  }
}
