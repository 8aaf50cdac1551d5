package dev.recsim.learn.tape;

import dev.recsim.learn.Buffers;
import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.Network;
import java.util.Arrays;
import java.util.function.Consumer;

/** Rows of numbers, and the derivative of the loss with respect to each. */
public final class Value {
  float[] data = {};
  float[] gradient = {};
  int rows;
  int width;

  /** Whether it does not depend on parameters, so its derivative is not needed. */
  boolean constant;

  /** Adds the derivatives with respect to the inputs, from those with respect to this value. */
  Consumer<Value> back;

  /** What the operation was applied to; each operation sets what it needs. */
  Value a;

  Value b;
  Network network;
  EmbeddingTable table;
  PlackettLuce choices;
  Tape.Operation operation;
  int[] indices;
  float[] numbers;
  int count;
  float scale;

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

  void start(Consumer<Value> back, int rows, int width, Value a, Value b) {
    this.back = back;
    this.rows = rows;
    this.width = width;
    this.a = a;
    this.b = b;
    constant = a != null && a.constant && (b == null || b.constant);
    data = Buffers.atLeast(size(), data);
    gradient = Buffers.atLeast(size(), gradient);
    Arrays.fill(gradient, 0, size(), 0);
  }

  int size() {
    return rows * width;
  }

  /** Sets a number of an elementwise operation, and its slopes by the numbers of a and b. */
  void set(int i, double number, float byA, float byB) {
    data[i] = (float) number;
    kept[i] = byA;
    kept[size() + i] = byB;
  }

  /** Numbers that an operation keeps until it propagates derivatives. */
  float[] kept(int size) {
    return kept = Buffers.atLeast(size, kept);
  }
}
