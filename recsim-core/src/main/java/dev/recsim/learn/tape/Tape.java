package dev.recsim.learn.tape;

import dev.recsim.learn.Buffers;
import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.Network;
import dev.recsim.vectors.UnitVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reverse-mode differentiation. Records how values are computed from parameters, then propagates
 * the derivatives of a loss back and adds them to the parameters' gradients.
 *
 * <pre>{@code
 * Value predicted = tape.network(critic, states, null, rows, true);
 * tape.minimize(tape.meanSquaredError(predicted, targets));
 * parameters.step(learningRate);
 * }</pre>
 *
 * Values are rows of floats. They are valid until {@link #minimize}, after which the tape is empty
 * and its arrays are reused: a tape that records the same operations in each update allocates only
 * in the first. A network may be used once between two calls of {@link #minimize}, because it
 * stores one forward pass. Confined to one thread.
 */
public final class Tape {
  /** An operation: it computes a value from one or two others. */
  public interface Operation {
    /** Computes the numbers of y, unless they are written to it. */
    default void forward(Value y) {}

    /** Adds to the gradients of the two values, from the gradient of y. */
    void back(Value y);
  }

  private static final int[] FIRST = {0};

  private final List<Value> values = new ArrayList<>();
  private final SuccessiveSoftmax choices = new SuccessiveSoftmax();
  private final Operation choose = y -> choices.compute(y, true);
  private int used;

  /** Returns the next value, which was computed in the same way in the update before, if any. */
  private Value next(int rows, int width, Value a, Value b, Operation operation) {
    if (used == values.size()) {
      values.add(new Value());
    }
    Value y = values.get(used++);
    y.rows = rows;
    y.width = width;
    y.a = a;
    y.b = b;
    y.operation = operation;
    y.indices = null;
    y.constant = (a == null || a.constant) && (b == null || b.constant);
    y.data = Buffers.atLeast(y.size(), y.data);
    y.gradient = Buffers.atLeast(y.size(), y.gradient);
    Arrays.fill(y.gradient, 0, y.size(), 0);
    return y;
  }

  /** Adds numbers to a gradient, multiplied by a factor. */
  private static void add(float factor, float[] from, int start, float[] to, int at, int count) {
    for (int k = 0; k < count; k++) {
      to[at + k] += factor * from[start + k];
    }
  }

  /** Constants, [rows x width]; copied. */
  public Value input(float[] numbers, int rows, int width) {
    Value y = input(rows, width);
    System.arraycopy(numbers, 0, y.data, 0, y.size());
    return y;
  }

  /** Constants, [rows x width], which the caller writes to {@link Value#data()}. */
  public Value input(int rows, int width) {
    return next(rows, width, null, null, null);
  }

  /**
   * The outputs of a network, [rows x outputs].
   *
   * @param categories index of the one in the one-hot part of each row; null without categories
   * @param dense [rows x dense]; null without dense features
   * @param learning whether the parameters of the network get gradients
   */
  public Value network(Network network, int[] categories, Value dense, int rows, boolean learning) {
    Value y = next(rows, network.layout().outputs(), dense, null, Tape::networkBack);
    y.network = network;
    y.learning = learning;
    y.constant &= !learning;
    network.forward(categories, dense == null ? null : dense.data, rows, y.data);
    return y;
  }

  private static void networkBack(Value y) {
    float[] dense = y.a == null || y.a.constant ? null : y.kept(y.a.size());
    y.network.backward(y.gradient, dense, y.learning);
    if (dense != null) {
      add(1, dense, 0, y.a.gradient, 0, y.a.size());
    }
  }

  /**
   * Learned unit vectors, [ids x size of the table].
   *
   * @param learning whether the vectors get gradients
   */
  public Value embed(EmbeddingTable table, int[] ids, int rows, boolean learning) {
    Value y = pick(next(rows, table.size(), null, null, Tape::embedBack), table.units(), ids);
    y.table = table;
    y.constant = !learning;
    return y;
  }

  private static void embedBack(Value y) {
    for (int r = 0; r < y.rows; r++) {
      y.table.addGradient(y.indices[r], y.gradient, r * y.width);
    }
  }

  /** A learned vector, [1 x size]. */
  public Value vector(EmbeddingTable vector) {
    return embed(vector, FIRST, 1, true);
  }

  /** Two values side by side, [rows x (width of a + width of b)]. */
  public Value join(Value a, Value b) {
    Value y = next(a.rows, a.width + b.width, a, b, Tape::copyBack);
    for (int r = 0; r < y.rows; r++) {
      System.arraycopy(a.data, r * a.width, y.data, r * y.width, a.width);
      System.arraycopy(b.data, r * b.width, y.data, r * y.width + a.width, b.width);
    }
    return y;
  }

  /**
   * Adds the gradient to those of the rows of a and b that were copied, those of b to the right.
   */
  private static void copyBack(Value y) {
    for (int r = 0; r < y.rows; r++) {
      int row = y.indices == null ? r : y.indices[r];
      add(1, y.gradient, r * y.width, y.a.gradient, row * y.a.width, y.a.width);
      if (y.b != null) {
        int right = (r + 1) * y.width - y.b.width;
        add(1, y.gradient, right, y.b.gradient, r * y.b.width, y.b.width);
      }
    }
  }

  /** Each row scaled to length 1. */
  public Value unit(Value x) {
    Value y = next(x.rows, x.width, x, null, Tape::unitBack);
    UnitVectors.normalize(x.data, 0, x.rows, x.width, y.data, y.kept(x.rows));
    return y;
  }

  private static void unitBack(Value y) {
    UnitVectors.backward(y.gradient, y.data, y.kept(y.rows), 0, y.rows, y.width);
    copyBack(y);
  }

  /** The same numbers in rows of another width. */
  public Value reshape(Value x, int width) {
    Value y = next(x.size() / width, width, x, null, Tape::reshapeBack);
    System.arraycopy(x.data, 0, y.data, 0, y.size());
    return y;
  }

  private static void reshapeBack(Value y) {
    add(1, y.gradient, 0, y.a.gradient, 0, y.size());
  }

  /**
   * The log-probability and the entropy of the slate in each row, [rows x 2]. Documents are drawn
   * one after another by the softmax of the scores of the remaining ones (Plackett 1975, Luce
   * 1959). The entropy is the sum over positions, each given the documents before.
   *
   * @param scores [rows x documents]
   * @param slates documents by position, [rows x size]
   * @param size positions of a slate
   */
  public Value plackettLuce(Value scores, int[] slates, int size) {
    Value y = next(scores.rows, 2, scores, null, choose);
    y.indices = slates;
    y.positions = size;
    choices.compute(y, false);
    return y;
  }

  /** One column of a value, [rows x 1]. */
  public Value column(Value x, int index) {
    Value direction = input(1, x.width);
    Arrays.fill(direction.data, 0, x.width, 0);
    direction.data[index] = 1;
    return products(x, direction);
  }

  /** Rows of a value, each as often as it is named, [count x width]. */
  public Value rows(Value x, int[] rows, int count) {
    return pick(next(count, x.width, x, null, Tape::copyBack), x.data, rows);
  }

  /** Copies rows by index. */
  private static Value pick(Value y, float[] from, int[] indices) {
    y.indices = indices;
    for (int r = 0; r < y.rows; r++) {
      System.arraycopy(from, indices[r] * y.width, y.data, r * y.width, y.width);
    }
    return y;
  }

  /** a times b, elementwise. */
  public Value product(Value a, Value b) {
    Value y = next(a.rows, a.width, a, b, Tape::productBack);
    for (int i = 0; i < y.size(); i++) {
      y.data[i] = a.data[i] * b.data[i];
    }
    return y;
  }

  private static void productBack(Value y) {
    for (int i = 0; i < y.size(); i++) {
      y.a.gradient[i] += y.gradient[i] * y.b.data[i];
      y.b.gradient[i] += y.gradient[i] * y.a.data[i];
    }
  }

  /** A value times a factor. */
  public Value scaled(Value x, float factor) {
    Value factors = input(x.rows, x.width);
    Arrays.fill(factors.data, 0, factors.size(), factor);
    return product(x, factors);
  }

  /**
   * a exp(x - others), elementwise: where a is positive the exponential is at most 1 + by, else at
   * least 1 - by. The derivative is 0 where it is clipped.
   */
  public Value clippedGain(Value x, Value others, Value a, double by) {
    Value y = next(x.rows, x.width, x, null, Tape::slopesBack);
    float[] slopes = y.kept(x.size());
    for (int i = 0; i < x.size(); i++) {
      float exp = (float) StrictMath.exp((double) x.data[i] - others.data[i]);
      y.data[i] = (float) (a.data[i] > 0 ? Math.min(exp, 1 + by) : Math.max(exp, 1 - by));
      slopes[i] = y.data[i] == exp ? exp : 0;
    }
    return product(y, a);
  }

  /** a plus b, elementwise. */
  public Value sum(Value a, Value b) {
    Value y = next(a.rows, a.width, a, b, Tape::copyBack);
    for (int i = 0; i < y.size(); i++) {
      y.data[i] = a.data[i] + b.data[i];
    }
    return y;
  }

  /** The mean of (x - target)^2, [1 x 1]. */
  public Value meanSquaredError(Value x, float[] targets) {
    return meanSquaredError(x, null, targets, x.size(), 1);
  }

  /**
   * The mean of (x[row] - target / scale)^2 over targets, [1 x 1]: a number of x can have several
   * targets.
   *
   * @param rows for each target, the index of its number in x; null for one target each, in order
   * @param targets [count]
   */
  public Value meanSquaredError(Value x, int[] rows, float[] targets, int count, float scale) {
    int size = x.size();
    Value y = next(1, 1, x, null, Tape::slopesBack);
    float[] slopes = y.kept(2 * size);
    Arrays.fill(slopes, 0, 2 * size, 0);
    double sum = 0;
    for (int t = 0; t < count; t++) {
      int row = rows == null ? t : rows[t];
      slopes[row]++;
      slopes[size + row] += targets[t];
      double error = x.data[row] - targets[t] / scale;
      sum += error * error;
    }
    for (int i = 0; i < size; i++) {
      slopes[i] = 2 * (slopes[i] * x.data[i] - slopes[size + i] / scale) / count;
    }
    y.data[0] = (float) (sum / count);
    return y;
  }

  /** Follows the slopes of the numbers of a, each by its number of y, or by the only one. */
  private static void slopesBack(Value y) {
    for (int i = 0; i < y.a.size(); i++) {
      y.a.gradient[i] += y.gradient[y.size() == 1 ? 0 : i] * y.kept(y.a.size())[i];
    }
  }

  /** The inner products of all rows of a with all rows of b, [rows of a x rows of b]. */
  public Value products(Value a, Value b) {
    Value y = next(a.rows, b.rows, a, b, Tape::productsBack);
    for (int i = 0; i < y.size(); i++) {
      int one = i / y.width * a.width;
      int other = i % y.width * a.width;
      float sum = 0;
      for (int k = 0; k < a.width; k++) {
        sum += a.data[one + k] * b.data[other + k];
      }
      y.data[i] = sum;
    }
    return y;
  }

  private static void productsBack(Value y) {
    int size = y.a.width;
    for (int i = 0; i < y.size(); i++) {
      int one = i / y.width * size;
      int other = i % y.width * size;
      add(y.gradient[i], y.b.data, other, y.a.gradient, one, size);
      add(y.gradient[i], y.a.data, one, y.b.gradient, other, size);
    }
  }

  /**
   * The result of an operation of the caller on two values, [rows x width]. Values that are not
   * passed get no derivatives.
   */
  public Value apply(Operation operation, Value a, Value b, int rows, int width) {
    Value y = next(rows, width, a, b, operation);
    operation.forward(y);
    return y;
  }

  /** Empties the tape without propagating derivatives. */
  public void clear() {
    used = 0;
  }

  /**
   * Adds the derivatives of the sum of losses to the gradients of their parameters, and empties the
   * tape.
   *
   * @return the sum
   */
  public double minimize(Value losses) {
    Arrays.fill(losses.gradient, 0, losses.size(), 1);
    while (used > 0) {
      Value y = values.get(--used);
      if (!y.constant) {
        y.operation.back(y);
      }
    }
    return losses.sum();
  }
}
