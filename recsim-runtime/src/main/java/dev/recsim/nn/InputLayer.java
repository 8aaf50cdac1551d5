package dev.recsim.nn;

import dev.recsim.learn.Buffers;
import dev.recsim.vectors.Kernels;

/**
 * The first layer. Its input is one-hot(category) followed by dense features, so the product with
 * the weights is the row of the category plus multiples of a few rows. Weights are stored as
 * [inputs, outputs].
 */
final class InputLayer extends Layer {
  private final int categories;
  private final int dense;
  private int[] seenCategories = {};
  private float[] seenDense = {};

  /** The bias and the weights of a category: rows of the same category often follow each other. */
  private final float[] start;

  InputLayer(int categories, int dense, int width) {
    super(categories + dense + 1, width);
    this.categories = categories;
    this.dense = dense;
    this.start = new float[width];
  }

  void forward(int[] rowCategories, float[] features, int rows, Units out) {
    remember(rowCategories, features, rows);
    for (int r = 0; r < rows; r++) {
      float[] y = out.values[r];
      if (r == 0 || categories > 0 && rowCategories[r] != rowCategories[r - 1]) {
        System.arraycopy(values[categories + dense], 0, start, 0, start.length);
        if (categories > 0) {
          Kernels.add(values[rowCategories[r]], start);
        }
      }
      System.arraycopy(start, 0, y, 0, y.length);
      Kernels.combine(features, r * dense, values, categories, dense, y);
      out.rectify(r);
    }
  }

  /** Copies the inputs, because the caller may reuse its arrays before the backward pass. */
  private void remember(int[] rowCategories, float[] features, int rows) {
    if (categories > 0) {
      seenCategories = Buffers.atLeast(rows, seenCategories);
      System.arraycopy(rowCategories, 0, seenCategories, 0, rows);
    }
    if (dense > 0) {
      seenDense = Buffers.atLeast(rows * dense, seenDense);
      System.arraycopy(features, 0, seenDense, 0, rows * dense);
    }
  }

  /** Adds the parameters' gradients, computed from the masked gradients of the units. */
  void backward(Units out, int rows) {
    float[][] sums = gradients();
    Kernels.addInTurn(out.gradients, rows, sums[categories + dense]);
    for (int r = 0; categories > 0 && r < rows; r++) {
      Kernels.add(out.gradients[r], sums[seenCategories[r]]);
    }
    for (int k = 0; k < dense; k++) {
      Kernels.axpyInTurn(seenDense, k, dense, out.gradients, rows, sums[categories + k]);
    }
  }

  /** Computes the derivatives with respect to the dense features. */
  void inputGradients(Units out, int rows, float[] denseGradients) {
    for (int r = 0; r < rows; r++) {
      float[] x = out.gradients[r];
      for (int k = 0; k < dense; k += 2) {
        int next = Math.min(k + 1, dense - 1);
        float[] row = values[categories + k];
        int at = r * dense;
        Kernels.dot(x, row, values[categories + next], denseGradients, at + k, at + next);
      }
    }
  }
}
