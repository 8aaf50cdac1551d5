package dev.recsim.nn;

/**
 * What a layer of rectified linear units puts out for the rows of a batch, and the derivative of
 * the loss by what it puts out. Grows with the batch and is reused.
 */
final class Units {
  /** Count of a row whose active units nobody has asked for. */
  private static final int UNKNOWN = -1;

  private final int width;
  private int capacity;
  private float[][] values = {};
  private float[][] gradients = {};

  /**
   * Indices of each row's units that are not zero; about half are, so sums skip the others. Made
   * when asked for: of a last layer that is not trained on, nobody does.
   */
  private int[][] active = {};

  private int[] counts = {};
  private final float[] unmasked;

  Units(int width) {
    this.width = width;
    this.unmasked = new float[width];
  }

  void ensure(int rows) {
    if (rows > capacity) {
      capacity = Math.max(rows, 2 * capacity);
      values = new float[capacity][width];
      gradients = new float[capacity][width];
      active = new int[capacity][width];
      counts = new int[capacity];
    }
  }

  float[][] values() {
    return values;
  }

  float[][] gradients() {
    return gradients;
  }

  int[] active(int row) {
    if (counts[row] == UNKNOWN) {
      counts[row] = index(values[row], active[row]);
    }
    return active[row];
  }

  /** Number of entries of {@link #active} that count; ask for those first. */
  int count(int row) {
    return counts[row];
  }

  /** Turns a row of sums into max(0, sum). */
  void rectify(int row) {
    float[] x = values[row];
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.max(x[i], 0);
    }
    counts[row] = UNKNOWN;
  }

  /** Without a branch: which units are zero is hard to predict. */
  private static int index(float[] x, int[] indices) {
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      indices[count] = i;
      count += x[i] > 0 ? 1 : 0;
    }
    return count;
  }

  /** Clears the gradient of a row's units that are zero: there the slope is zero. */
  void mask(int row) {
    float[] gradient = gradients[row];
    System.arraycopy(gradient, 0, unmasked, 0, width);
    java.util.Arrays.fill(gradient, 0);
    int[] indices = active(row);
    for (int k = 0; k < counts[row]; k++) {
      gradient[indices[k]] = unmasked[indices[k]];
    }
  }
}
