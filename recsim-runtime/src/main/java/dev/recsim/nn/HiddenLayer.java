package dev.recsim.nn;

import dev.recsim.vectors.Kernels;
import java.util.Arrays;

/**
 * A layer between rectified units. Weights are stored as [inputs, outputs], so a product is a sum
 * of rows.
 */
final class HiddenLayer extends Layer {
  private final Units in;
  private final Units out;

  /** The weights as [outputs, inputs] for the backward pass. */
  private final float[][] transposed;

  HiddenLayer(Units in, Units out) {
    super(new float[in.width + 1][out.width]);
    this.in = in;
    this.out = out;
    this.transposed = new float[out.width][in.width];
  }

  void forward(int rows) {
    for (int r = 0; r < rows; r++) {
      float[] y = out.values[r];
      System.arraycopy(values[in.width], 0, y, 0, y.length);
      Kernels.combine(in.values[r], in.active(r), in.count(r), values, y);
      out.rectify(r);
    }
  }

  /**
   * Computes the gradients of the units below, and adds those of the parameters if they learn.
   *
   * @param changed whether parameters have changed since the last call
   */
  void backward(int rows, boolean learning, boolean changed) {
    if (learning) {
      Kernels.addInTurn(out.gradients, rows, gradients[in.width]);
      Kernels.outer(in.values, out.gradients, rows, gradients, in.width);
    }
    if (changed) {
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
    int last = in.width - 1;
    for (int i = 0; i < in.width; i += 4) {
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
  }
}
