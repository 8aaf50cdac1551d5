package dev.recsim.learn.tape;

import java.util.Arrays;

/** Rows of numbers, and the derivative of the loss with respect to each. */
public abstract class Value {
  float[] data = {};
  float[] gradient = {};
  int rows;
  int width;

  /** Whether it does not depend on parameters, so its derivative is not needed. */
  boolean constant;

  /** The numbers, [rows x width] in row-major order; the array may be longer. */
  public float[] data() {
    return data;
  }

  /**
   * The derivatives of the loss of the last {@link Tape#minimize}, in the layout of the numbers.
   */
  public float[] gradient() {
    return gradient;
  }

  public int rows() {
    return rows;
  }

  public int width() {
    return width;
  }

  void shape(int rows, int width) {
    this.rows = rows;
    this.width = width;
    int size = rows * width;
    if (data.length < size) {
      data = new float[2 * size];
      gradient = new float[2 * size];
    }
    Arrays.fill(gradient, 0, size, 0);
  }

  int size() {
    return rows * width;
  }

  /** Adds the derivatives with respect to the inputs, from those with respect to this value. */
  abstract void back();
}
