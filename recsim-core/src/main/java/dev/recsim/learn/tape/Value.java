package dev.recsim.learn.tape;

import dev.recsim.learn.Buffers;
import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.Network;

/** Rows of numbers, and the derivative of the loss with respect to each. */
public final class Value {
  float[] data = {};
  float[] gradient = {};
  int rows;
  int width;

  /** Whether it does not depend on parameters, so its derivative is not needed. */
  boolean constant;

  Tape.Operation operation;

  /** What the operation was applied to; each operation sets what it needs. */
  Value a;

  Value b;
  Network network;
  EmbeddingTable table;
  int[] indices;
  int positions;

  /** Whether the parameters of the network get gradients. */
  boolean learning;

  private float[] kept = {};

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

  public int width() {
    return width;
  }

  /** The sum of the numbers. */
  public double sum() {
    double sum = 0;
    for (int i = 0; i < size(); i++) {
      sum += data[i];
    }
    return sum;
  }

  int size() {
    return rows * width;
  }

  /** Numbers that an operation keeps until it propagates derivatives. */
  float[] kept(int size) {
    return kept = Buffers.atLeast(size, kept);
  }
}
