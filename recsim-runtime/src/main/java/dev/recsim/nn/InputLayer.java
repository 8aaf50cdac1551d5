package dev.recsim.nn;

import dev.recsim.learn.Buffers;
import dev.recsim.vectors.Kernels;
import java.util.Arrays;

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

  /**
   * What a row has in common with the row before it: the bias, the weights of the category, and the
   * first features. Candidates for the same user follow each other.
   */
  private final float[] start;

  InputLayer(int categories, int dense, int width) {
    super(categories + dense + 1, width);
    this.categories = categories;
    this.dense = dense;
    this.start = new float[width];
  }

  void forward(int[] rowCategories, float[] features, int rows, Units out) {
    remember(rowCategories, features, rows);
    int shared = 0;
    for (int r = 0; r < rows; r++) {
      boolean other = r == 0 || categories > 0 && rowCategories[r] != rowCategories[r - 1];
      int same = other ? 0 : sameFeatures(features, r);
      if (other || same < shared) {
        System.arraycopy(values[categories + dense], 0, start, 0, start.length);
        if (categories > 0) {
          Kernels.add(values[rowCategories[r]], start);
        }
        shared = 0;
      }
      if (shared == 0 && same > 0) {
        Kernels.combine(features, r * dense, values, categories, same, start);
        shared = same;
      }
      float[] y = out.values[r];
      System.arraycopy(start, 0, y, 0, y.length);
      int rest = r * dense + shared;
      Kernels.combine(features, rest, values, categories + shared, dense - shared, y);
      out.rectify(r);
    }
  }

  /** Number of first features equal to those of the row before, in fours as they are summed. */
  private int sameFeatures(float[] features, int r) {
    int at = r * dense;
    if (dense < 4 || features[at] != features[at - dense]) {
      return 0;
    }
    int differs = Arrays.mismatch(features, at - dense, at, features, at, at + dense);
    return (differs < 0 ? dense : differs) / 4 * 4;
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
