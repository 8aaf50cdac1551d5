package dev.recsim.nn;

import dev.recsim.vectors.Kernels;
import java.util.Arrays;

/**
 * The linear last layer. It is narrow, so its weights are stored as [outputs, inputs], which gives
 * the loops long rows.
 */
final class OutputLayer extends Layer {
  private final int outputs;

  OutputLayer(int inputs, int outputs) {
    super(outputs + 1, inputs);
    this.outputs = outputs;
    values[outputs] = new float[outputs];
  }

  void forward(Units in, int rows, float[] out) {
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

  /** Adds the parameters' gradients. */
  void backward(Units in, float[] outputGradients, int rows) {
    float[][] sums = gradients();
    for (int r = 0; r < rows; r++) {
      for (int o = 0; o < outputs; o++) {
        sums[outputs][o] += outputGradients[r * outputs + o];
      }
    }
    for (int o = 0; o < outputs; o++) {
      Kernels.axpyInTurn(outputGradients, o, outputs, in.values, rows, sums[o]);
    }
  }

  /** Computes the masked gradients of the units below. */
  void inputGradients(Units in, float[] outputGradients, int rows) {
    for (int r = 0; r < rows; r++) {
      float[] y = in.gradients[r];
      Arrays.fill(y, 0);
      Kernels.axpyInTurn(outputGradients, r * outputs, 1, values, outputs, y);
      in.mask(r);
    }
  }
}
