package dev.recsim.nn;

import dev.recsim.learn.Variables;
import dev.recsim.vectors.Kernels;

/**
 * The linear last layer. It is narrow, so its weights are stored as [outputs, inputs], which gives
 * the loops long rows.
 */
final class OutputLayer extends Variables {
  private final RectifiedLayer in;
  private final int outputs;

  OutputLayer(RectifiedLayer in, int outputs) {
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
        Kernels.dot(values[o], in.units[r], in.units[next], out, at, next * outputs + o);
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
        gradients()[outputs][o] += outputGradients[r * outputs + o];
      }
      Kernels.axpyInTurn(outputGradients, o, outputs, in.units, rows, gradients()[o]);
    }
    for (int r = 0; r < rows; r++) {
      Kernels.axpyInTurn(outputGradients, r * outputs, 1, values, outputs, in.unmasked);
      in.mask(r);
    }
  }
}
