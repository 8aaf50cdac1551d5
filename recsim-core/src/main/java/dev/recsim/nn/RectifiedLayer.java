package dev.recsim.nn;

import dev.recsim.learn.Variables;
import java.util.Arrays;

/**
 * A layer of rectified linear units: its parameters, and for the rows of a batch the outputs of the
 * units and the derivatives of the loss with respect to them. Weights are stored as [inputs,
 * outputs], so a product is a sum of rows; the bias is the last row.
 */
abstract class RectifiedLayer extends Variables {
  final int inputs;
  final int width;
  float[][] units = {};
  float[][] unitGradients = {};

  /** Number of active units of each row, see {@link #active}; negative if not computed yet. */
  int[] counts = {};

  private int[][] active = {};

  /** The derivatives for a row are added here; {@link #mask} moves them to its gradients. */
  final float[] unmasked;

  RectifiedLayer(int inputs, int width) {
    super(new float[inputs + 1][width]);
    this.inputs = inputs;
    this.width = width;
    this.unmasked = new float[width];
  }

  /** Reuses the arrays of batches that had as many rows. */
  void ensure(int rows) {
    if (rows > counts.length) {
      int capacity = Math.max(rows, 2 * counts.length);
      units = new float[capacity][width];
      unitGradients = new float[capacity][width];
      active = new int[capacity][width];
      counts = new int[capacity];
    }
  }

  /** Replaces each sum of a row by max(0, sum). */
  void rectify(int row) {
    float[] x = units[row];
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.max(x[i], 0);
    }
    counts[row] = -1;
  }

  /**
   * Indices of the nonzero units of a row; about half are zero and are skipped in sums. Computed
   * when needed, without a branch because it is hard to predict which units are zero.
   */
  int[] active(int row) {
    int[] indices = active[row];
    if (counts[row] < 0) {
      float[] x = units[row];
      int count = 0;
      for (int i = 0; i < x.length; i++) {
        indices[count] = i;
        count += x[i] > 0 ? 1 : 0;
      }
      counts[row] = count;
    }
    return indices;
  }

  /** Moves the derivatives to the gradients of a row, except of zero units: their slope is 0. */
  void mask(int row) {
    float[] gradient = unitGradients[row];
    Arrays.fill(gradient, 0);
    int[] indices = active(row);
    for (int k = 0; k < counts[row]; k++) {
      gradient[indices[k]] = unmasked[indices[k]];
    }
    Arrays.fill(unmasked, 0);
  }
}
