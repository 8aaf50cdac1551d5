package dev.recsim.nn;

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
    float[] b = bias.values()[0];
    for (int r = 0; r < rows; r++) {
      float[] x = in.values()[r];
      for (int o = 0; o < outputs; o++) {
        out[r * outputs + o] = b[o] + Kernels.dot(weights.values()[o], x);
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
      java.util.Arrays.fill(y, 0);
      Kernels.axpyInTurn(outputGradients, r * outputs, 1, weights.values(), outputs, y);
      in.mask(r);
    }
  }
}
