package dev.recsim.nn;

/**
 * A layer between rectified units. Weights are kept [inputs, outputs], the bias in a last row, so
 * that a product is a sum of rows.
 */
final class HiddenLayer {
  private final int inputs;
  private final Parameters parameters;

  /** The weights as [outputs, inputs], for the way back; made when it is needed. */
  private final float[][] transposed;

  private boolean stale = true;

  HiddenLayer(int inputs, int width) {
    this.inputs = inputs;
    this.parameters = new Parameters(inputs + 1, width);
    this.transposed = new float[width][inputs];
  }

  Parameters parameters() {
    return parameters;
  }

  /** To be told after the parameters have changed. */
  void changed() {
    stale = true;
  }

  void forward(Units in, int rows, Units out) {
    float[][] weights = parameters.values();
    for (int r = 0; r < rows; r++) {
      float[] y = out.values()[r];
      System.arraycopy(weights[inputs], 0, y, 0, y.length);
      Kernels.combine(in.values()[r], in.active(r), in.count(r), weights, y);
      out.rectify(r);
    }
  }

  /** Adds the parameters' gradients, by the masked gradients of the units. */
  void backward(Units in, Units out, int rows) {
    float[][] sums = parameters.gradients();
    for (int r = 0; r < rows; r++) {
      Kernels.add(out.gradients()[r], sums[inputs]);
    }
    Kernels.outer(in.values(), out.gradients(), rows, sums, inputs);
  }

  /** Masked gradients of the units below. */
  void inputGradients(Units in, Units out, int rows) {
    if (stale) {
      transpose();
    }
    for (int r = 0; r < rows; r++) {
      float[] y = in.gradients()[r];
      java.util.Arrays.fill(y, 0);
      Kernels.combine(out.gradients()[r], out.active(r), out.count(r), transposed, y);
      in.mask(r);
    }
  }

  private void transpose() {
    for (int i = 0; i < inputs; i++) {
      float[] row = parameters.values()[i];
      for (int j = 0; j < row.length; j++) {
        transposed[j][i] = row[j];
      }
    }
    stale = false;
  }
}
