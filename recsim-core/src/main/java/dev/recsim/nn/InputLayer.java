package dev.recsim.nn;

import dev.recsim.learn.Buffers;
import dev.recsim.vectors.Kernels;
import java.util.Arrays;

/**
 * The first layer. Its input is one-hot(category) followed by dense features, so the product with
 * the weights is the row of the category plus multiples of a few rows.
 */
final class InputLayer extends RectifiedLayer {
  private final int categories;
  private final int dense;

  /** The inputs of the last forward pass; categories are copied because callers reuse the array. */
  private int[] category = {};

  private float[] features;

  /**
   * What a row has in common with the row before it: the bias, the weights of the category, and the
   * first features. Candidates for the same user follow each other.
   */
  private final float[] start;

  InputLayer(int categories, int dense, int width) {
    super(categories + dense, width);
    this.categories = categories;
    this.dense = dense;
    this.start = new float[width];
  }

  void forward(int[] rowCategories, float[] rowFeatures, int rows) {
    ensure(rows);
    features = rowFeatures;
    if (categories > 0) {
      category = Buffers.atLeast(rows, category);
      System.arraycopy(rowCategories, 0, category, 0, rows);
    }
    int shared = 0;
    for (int r = 0; r < rows; r++) {
      int same = sameFeatures(r);
      if (same < shared) {
        System.arraycopy(values[inputs], 0, start, 0, width);
        if (categories > 0) {
          Kernels.add(values[category[r]], start);
        }
        shared = 0;
      }
      if (same > 0 && shared == 0) {
        Kernels.combine(features, r * dense, values, categories, same, start);
        shared = same;
      }
      float[] y = units[r];
      System.arraycopy(start, 0, y, 0, width);
      int rest = r * dense + shared;
      Kernels.combine(features, rest, values, categories + shared, dense - shared, y);
      rectify(r);
    }
  }

  /**
   * Number of first features equal to those of the row before, in fours as they are summed; -1 if
   * that row has another category.
   */
  private int sameFeatures(int r) {
    if (r == 0 || categories > 0 && category[r] != category[r - 1]) {
      return -1;
    }
    int at = r * dense;
    if (dense < 4 || features[at] != features[at - dense]) {
      return 0;
    }
    int differs = Arrays.mismatch(features, at - dense, at, features, at, at + dense);
    return (differs < 0 ? dense : differs) / 4 * 4;
  }

  /**
   * Adds the gradients of the parameters if they learn, and computes the derivatives with respect
   * to the dense features unless their array is null.
   */
  void backward(int rows, float[] denseGradients, boolean learning) {
    if (learning) {
      Kernels.addInTurn(unitGradients, rows, gradients()[inputs]);
      for (int r = 0; categories > 0 && r < rows; r++) {
        Kernels.add(unitGradients[r], gradients()[category[r]]);
      }
      for (int k = 0; k < dense; k++) {
        Kernels.axpyInTurn(features, k, dense, unitGradients, rows, gradients()[categories + k]);
      }
    }
    for (int r = 0; denseGradients != null && r < rows; r++) {
      float[] x = unitGradients[r];
      for (int k = 0; k < dense; k += 2) {
        int next = Math.min(k + 1, dense - 1);
        float[] row = values[categories + k];
        int at = r * dense;
        Kernels.dot(x, row, values[categories + next], denseGradients, at + k, at + next);
      }
    }
  }
}
