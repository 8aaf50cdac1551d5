package dev.recsim.nn;

import dev.recsim.vectors.Kernels;
import java.util.Arrays;

/**
 * A layer between rectified units. Weights are stored as [inputs, outputs], so a product is a sum
 * of rows.
 */
final class HiddenLayer extends Layer {
  private final int inputs;

  /** The weights as [outputs, inputs] for the backward pass; computed when needed. */
  private final float[][] transposed;

  HiddenLayer(int inputs, int width) {
    super(inputs + 1, width);
    this.inputs = inputs;
    this.transposed = new float[width][inputs];
  }

  void forward(Units in, int rows, Units out) {
    for (int r = 0; r < rows; r++) {
      float[] y = out.values[r];
      System.arraycopy(values[inputs], 0, y, 0, y.length);
      Kernels.combine(in.values[r], in.active(r), in.count(r), values, y);
      out.rectify(r);
    }
  }

  /** Adds the parameters' gradients, computed from the masked gradients of the units. */
  void backward(Units in, Units out, int rows) {
    float[][] sums = gradients();
    Kernels.addInTurn(out.gradients, rows, sums[inputs]);
    Kernels.outer(in.values, out.gradients, rows, sums, inputs);
  }

  /** Computes the masked gradients of the units below. */
  void inputGradients(Units in, Units out, int rows) {
    if (stale) {
      transpose();
    }
    for (int r = 0; r < rows; r++) {
      float[] y = in.gradients[r];
      Arrays.fill(y, 0);
      Kernels.combine(out.gradients[r], out.active(r), out.count(r), transposed, y);
      in.mask(r);
    }
  }

  /** Four rows at a time, so that what is written lies close together. */
  private void transpose() {
    int last = inputs - 1;
    for (int i = 0; i < inputs; i += 4) {
      int i1 = Math.min(i + 1, last);
      int i2 = Math.min(i + 2, last);
      int i3 = Math.min(i + 3, last);
      for (int j = 0; j < transposed.length; j++) {
        float[] column = transposed[j];
        column[i] = values[i][j];
        column[i1] = values[i1][j];
        column[i2] = values[i2][j];
        column[i3] = values[i3][j];
      }
    }
    stale = false;
  }
}
