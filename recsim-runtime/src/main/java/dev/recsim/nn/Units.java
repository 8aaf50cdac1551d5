package dev.recsim.nn;

import java.util.Arrays;

/**
 * The outputs of a layer of rectified linear units for the rows of a batch, and the derivatives of
 * the loss with respect to them. Grows with the batch and is reused.
 */
final class Units {
  /** Count of a row whose active units are not computed yet. */
  private static final int UNKNOWN = -1;

  float[][] values = {};
  float[][] gradients = {};
  private final int width;

  /**
   * Indices of the nonzero units of each row; about half are zero and are skipped in sums. Computed
   * when needed.
   */
  private int[][] active = {};

  private int[] counts = {};
  private final float[] unmasked;

  Units(int width) {
    this.width = width;
    this.unmasked = new float[width];
  }

  void ensure(int rows) {
    if (rows > counts.length) {
      int capacity = Math.max(rows, 2 * counts.length);
      values = new float[capacity][width];
      gradients = new float[capacity][width];
      active = new int[capacity][width];
      counts = new int[capacity];
    }
  }

  int[] active(int row) {
    if (counts[row] == UNKNOWN) {
      counts[row] = index(values[row], active[row]);
    }
    return active[row];
  }

  /** Number of valid entries of {@link #active}; call that first. */
  int count(int row) {
    return counts[row];
  }

  /** Replaces each sum of a row by max(0, sum). */
  void rectify(int row) {
    float[] x = values[row];
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.max(x[i], 0);
    }
    counts[row] = UNKNOWN;
  }

  /** Has no branch, because it is hard to predict which units are zero. */
  private static int index(float[] x, int[] indices) {
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      indices[count] = i;
      count += x[i] > 0 ? 1 : 0;
    }
    return count;
  }

  /** Sets the gradients of zero units of a row to 0, because their slope is 0. */
  void mask(int row) {
    float[] gradient = gradients[row];
    System.arraycopy(gradient, 0, unmasked, 0, width);
    Arrays.fill(gradient, 0);
    int[] indices = active(row);
    for (int k = 0; k < counts[row]; k++) {
      gradient[indices[k]] = unmasked[indices[k]];
    }
  }
}
