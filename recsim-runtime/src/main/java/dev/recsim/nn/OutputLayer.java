package dev.recsim.nn;

import dev.recsim.vectors.Kernels;
import java.util.Arrays;

/**
 * The linear last layer. It is narrow, so its weights are stored as [outputs, inputs], which gives
 * the loops long rows.
 */
final class OutputLayer extends Layer {
  private final Units in;
  private final int outputs;

  OutputLayer(Units in, int outputs) {
    super(new float[outputs + 1][in.width]);
    this.in = in;
    this.outputs = outputs;
    values[outputs] = new float[outputs];
  }

  void forward(int rows, float[] out) {
    for (int o = 0; o < outputs; o++) {
      float b = values[outputs][o];
      for (int r = 0; r < rows; r += 2) {
        int next = Math.min(r + 1, rows - 1);
        int at = r * outputs + o;
        Kernels.dot(values[o], in.values[r], in.values[next], out, at, next * outputs + o);
      }
      for (int r = 0; r < rows; r++) {
        out[r * outputs + o] += b;
      }
    }
  }

  /** Computes the gradients of the units below, and adds those of the parameters if they learn. */
  void backward(int rows, float[] outputGradients, boolean learning) {
    for (int o = 0; learning && o < outputs; o++) {
      for (int r = 0; r < rows; r++) {
        gradients[outputs][o] += outputGradients[r * outputs + o];
      }
      Kernels.axpyInTurn(outputGradients, o, outputs, in.values, rows, gradients[o]);
    }
    for (int r = 0; r < rows; r++) {
      float[] y = in.gradients[r];
      Arrays.fill(y, 0);
      Kernels.axpyInTurn(outputGradients, r * outputs, 1, values, outputs, y);
      in.mask(r);
    }
  }
}
