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
    for (int j = 0; stale && j < transposed.length; j++) {
      float[] column = transposed[j];
      for (int i = 0; i < column.length; i++) {
        column[i] = values[i][j];
      }
    }
    stale = false;
    for (int r = 0; r < rows; r++) {
      float[] y = in.gradients[r];
      Arrays.fill(y, 0);
      Kernels.combine(out.gradients[r], out.active(r), out.count(r), transposed, y);
      in.mask(r);
    }
  }
}
