package dev.recsim.nn;

import dev.recsim.vectors.Kernels;

/** A layer on top of rectified units. */
final class HiddenLayer extends RectifiedLayer {
  private final RectifiedLayer in;

  /** The weights as [outputs, inputs] for the backward pass. */
  private final float[][] transposed;

  HiddenLayer(RectifiedLayer in, int width) {
    super(in.width, width);
    this.in = in;
    this.transposed = new float[width][inputs];
  }

  void forward(int rows) {
    ensure(rows);
    for (int r = 0; r < rows; r++) {
      float[] y = units[r];
      System.arraycopy(values[inputs], 0, y, 0, y.length);
      Kernels.combine(in.units[r], in.active(r), in.counts[r], values, y);
      rectify(r);
    }
  }

  /**
   * Computes the gradients of the units below, and adds those of the parameters if they learn.
   *
   * @param changed whether parameters have changed since the last call
   */
  void backward(int rows, boolean learning, boolean changed) {
    if (learning) {
      Kernels.addInTurn(unitGradients, rows, gradients()[inputs]);
      Kernels.outer(in.units, unitGradients, rows, gradients(), inputs);
    }
    if (changed) {
      transpose();
    }
    for (int r = 0; r < rows; r++) {
      Kernels.combine(unitGradients[r], active(r), counts[r], transposed, in.unmasked);
      in.mask(r);
    }
  }

  /** Four rows at a time, so that what is written lies close together. */
  private void transpose() {
    int last = inputs - 1;
    for (int i = 0; i < inputs; i += 4) {
      transpose(i, Math.min(i + 1, last), Math.min(i + 2, last), Math.min(i + 3, last));
    }
  }

  /** Not in the loop over rows: the JIT would compile that first in the middle, then again. */
  private void transpose(int i, int i1, int i2, int i3) {
    for (int j = 0; j < width; j++) {
      float[] column = transposed[j];
      column[i] = values[i][j];
      column[i1] = values[i1][j];
      column[i2] = values[i2][j];
      column[i3] = values[i3][j];
    }
  }
}
