package dev.recsim.index;

import java.util.Arrays;

/** An order in which vectors that are near to each other mostly come soon after each other. */
final class Neighbourhoods {
  /** Most components that are looked at: as many bits as a positive number has. */
  private static final int MOST = 31;

  private Neighbourhoods() {}

  /**
   * Orders vectors by the signs of their components less the mean vector's, as a Gray code: from
   * one combination of signs to the next one of them changes. Vectors of the same signs stay in
   * their order.
   *
   * @return the numbers of the vectors, in the new order
   */
  static int[] order(float[] vectors, int count, int size) {
    int bits = Math.min(size, MOST);
    double[] sums = new double[bits];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < bits; k++) {
        sums[k] += vectors[i * size + k];
      }
    }
    long[] keys = new long[count];
    for (int i = 0; i < count; i++) {
      long rank = 0;
      for (int k = 0; k < bits; k++) {
        boolean above = vectors[i * size + k] > sums[k] / count;
        rank = rank << 1 | (above ? ~rank : rank) & 1;
      }
      keys[i] = rank << 32 | i;
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }
}
