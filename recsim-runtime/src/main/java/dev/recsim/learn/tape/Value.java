package dev.recsim.learn.tape;

import dev.recsim.learn.Buffers;
import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.Network;
import java.util.function.BiConsumer;

/** Rows of numbers, and the derivative of the loss with respect to each. */
public final class Value {
  float[] data = {};
  float[] gradient = {};
  int rows;
  int width;

  /** Whether it does not depend on parameters, so its derivative is not needed. */
  boolean constant;

  /** Adds the derivatives with respect to the inputs, from those with respect to this value. */
  BiConsumer<Tape, Value> back;

  /** What the operation was applied to; each operation sets what it needs. */
  Value a;

  Value b;
  Network network;
  EmbeddingTable table;
  Tape.Operation operation;
  int[] indices;
  int stride;
  int start;
  float divisor;

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

  public int rows() {
    return rows;
  }

  public int width() {
    return width;
  }

  int size() {
    return rows * width;
  }

  /** Sets a number, and its slopes by the numbers of a and b. */
  void set(int i, double number, float byA, float byB) {
    data[i] = (float) number;
    kept[i] = byA;
    kept[size() + i] = byB;
  }

  /**
   * Adds the derivatives by the slopes that were set: each number depends on a part of the numbers
   * of a, and of b if there is one.
   */
  void followSlopes() {
    int numbers = a.size();
    int part = numbers / size();
    for (int i = 0; i < numbers; i++) {
      float of = gradient[part == 1 ? i : i / part];
      a.gradient[i] += kept[i] * of / divisor;
      if (b != null) {
        b.gradient[i] += kept[numbers + i] * of;
      }
    }
  }

  /** Numbers that an operation keeps until it propagates derivatives. */
  float[] kept(int size) {
    return kept = Buffers.atLeast(size, kept);
  }

  /**
   * Copies a block of numbers to each row: all blocks, or those with indices. Block {@code i} is at
   * {@code i * stride + start}.
   */
  void copy(float[] from, int[] indices, int stride, int start) {
    this.indices = indices;
    this.stride = stride;
    this.start = start;
    for (int r = 0; r < rows; r++) {
      System.arraycopy(from, block(r), data, r * width, width);
    }
  }

  /** Where the block of a row starts. */
  int block(int row) {
    return (indices == null ? row : indices[row]) * stride + start;
  }
}
