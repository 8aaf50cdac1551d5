package dev.recsim.nn;

import dev.recsim.learn.vectors.Kernels;
import java.util.Arrays;

/**
 * The linear last layer. It is narrow, so its weights are stored as [outputs, inputs], which gives
 * the loops long rows.
 */
final class OutputLayer {
  private final int outputs;
  private final Parameters weights;
  private final Parameters bias;

  OutputLayer(int inputs, int outputs) {
    this.outputs = outputs;
    this.weights = new Parameters(outputs, inputs);
    this.bias = new Parameters(1, outputs);
  }

  Parameters weights() {
    return weights;
  }

  Parameters bias() {
    return bias;
  }

  void forward(Units in, int rows, float[] out) {
    for (int o = 0; o < outputs; o++) {
      float b = bias.values()[0][o];
      float[] w = weights.values()[o];
      for (int r = 0; r < rows; r += 2) {
        int next = Math.min(r + 1, rows - 1);
        int at = r * outputs + o;
        Kernels.dot(w, in.values()[r], in.values()[next], out, at, next * outputs + o);
      }
      for (int r = 0; r < rows; r++) {
        out[r * outputs + o] += b;
      }
    }
  }

  /** Adds the parameters' gradients. */
  void backward(Units in, float[] outputGradients, int rows) {
    float[] biasSums = bias.gradients()[0];
    float[][] sums = weights.gradients();
    for (int r = 0; r < rows; r++) {
      for (int o = 0; o < outputs; o++) {
        biasSums[o] += outputGradients[r * outputs + o];
      }
    }
    for (int o = 0; o < outputs; o++) {
      Kernels.axpyInTurn(outputGradients, o, outputs, in.values(), rows, sums[o]);
    }
  }

  /** Computes the masked gradients of the units below. */
  void inputGradients(Units in, float[] outputGradients, int rows) {
    for (int r = 0; r < rows; r++) {
      float[] y = in.gradients()[r];
      Arrays.fill(y, 0);
      Kernels.axpyInTurn(outputGradients, r * outputs, 1, weights.values(), outputs, y);
      in.mask(r);
    }
  }
}
