package dev.recsim.learn.tape;

import dev.recsim.learn.Buffers;
import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.Network;
import dev.recsim.vectors.UnitVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Reverse-mode differentiation. Records how values are computed from parameters, then propagates
 * the derivatives of a loss back and adds them to the parameters' gradients.
 *
 * <pre>{@code
 * Value predicted = tape.network(critic, states, null, rows);
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
  /** An operation on two values that the tape does not have. */
  public interface Operation {
    /** Computes the numbers of y. */
    void forward(Value y);

    /** Adds to the gradients of the two values, from the gradient of y. */
    void back(Value y);
  }

  private static final int[] FIRST = {0};

  private final List<Value> values = new ArrayList<>();
  private final PlackettLuce choices = new PlackettLuce();
  private int used;

  /** Returns the next value, which was computed in the same way in the update before, if any. */
  private Value next(int rows, int width, Value a, Value b, BiConsumer<Tape, Value> back) {
    if (used == values.size()) {
      values.add(new Value());
    }
    Value y = values.get(used++);
    y.rows = rows;
    y.width = width;
    y.a = a;
    y.b = b;
    y.back = back;
    y.constant = a != null && a.constant && (b == null || b.constant);
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
    Value y = next(rows, width, null, null, (tape, it) -> {});
    y.constant = true;
    return y;
  }

  /**
   * The outputs of a network, [rows x outputs].
   *
   * @param categories index of the one in the one-hot part of each row; null without categories
   * @param dense [rows x dense]; null without dense features
   */
  public Value network(Network network, int[] categories, Value dense, int rows) {
    return network(network, categories, dense, rows, true);
  }

  /**
   * As above.
   *
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

  private void networkBack(Value y) {
    boolean wanted = y.a != null && !y.a.constant;
    float[] dense = wanted ? y.kept(y.a.size()) : null;
    if (wanted || y.learning) {
      y.network.backward(y.gradient, dense, y.learning);
    }
    if (wanted) {
      add(1, dense, 0, y.a.gradient, 0, y.a.size());
    }
  }

  /**
   * Learned unit vectors, [ids x size of the table].
   *
   * @param learning whether the vectors get gradients
   */
  public Value embed(EmbeddingTable table, int[] ids, int rows, boolean learning) {
    Value y = next(rows, table.size(), null, null, Tape::embedBack);
    y.table = table;
    y.constant = !learning;
    y.copy(table.units(), ids, y.width, 0);
    return y;
  }

  private void embedBack(Value y) {
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
    Value y = next(a.rows, a.width + b.width, a, b, Tape::joinBack);
    for (int r = 0; r < y.rows; r++) {
      System.arraycopy(a.data, r * a.width, y.data, r * y.width, a.width);
      System.arraycopy(b.data, r * b.width, y.data, r * y.width + a.width, b.width);
    }
    return y;
  }

  private void joinBack(Value y) {
    for (int r = 0; r < y.rows; r++) {
      int start = r * y.width;
      add(1, y.gradient, start, y.a.gradient, r * y.a.width, y.a.width);
      add(1, y.gradient, start + y.a.width, y.b.gradient, r * y.b.width, y.b.width);
    }
  }

  /** Each row scaled to length 1. */
  public Value unit(Value x) {
    Value y = next(x.rows, x.width, x, null, Tape::unitBack);
    UnitVectors.normalize(x.data, 0, x.rows, x.width, y.data, y.kept(x.rows));
    return y;
  }

  private void unitBack(Value y) {
    UnitVectors.backward(y.gradient, y.data, y.kept(y.rows), 0, y.rows, y.width);
    add(1, y.gradient, 0, y.a.gradient, 0, y.size());
  }

  /** The same numbers in rows of another width. */
  public Value reshape(Value x, int width) {
    return blocks(x, null, x.size() / width, width, 0, width);
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
    Value y = next(scores.rows, 2, scores, null, (tape, it) -> tape.choices.compute(it, true));
    y.indices = slates;
    y.stride = size;
    choices.compute(y, false);
    return y;
  }

  /** Rows of a value, each as often as it is named, [count x width]. */
  public Value rows(Value x, int[] rows, int count) {
    return blocks(x, rows, count, x.width, 0, x.width);
  }

  /** One column of a value, [rows x 1]. */
  public Value column(Value x, int index) {
    return blocks(x, null, x.rows, x.width, index, 1);
  }

  private Value blocks(Value x, int[] indices, int count, int stride, int start, int width) {
    Value y = next(count, width, x, null, Tape::blocksBack);
    y.copy(x.data, indices, stride, start);
    return y;
  }

  private void blocksBack(Value y) {
    for (int r = 0; r < y.rows; r++) {
      add(1, y.gradient, r * y.width, y.a.gradient, y.block(r), y.width);
    }
  }

  /** An operation that sets the slopes of its numbers. */
  private Value sloped(int rows, int width, Value a, Value b) {
    Value y = next(rows, width, a, b, (tape, it) -> it.followSlopes());
    y.divisor = 1;
    y.kept(2 * a.size());
    return y;
  }

  /**
   * a exp(x - others), elementwise: where a is positive the exponential is at most 1 + by, else at
   * least 1 - by. The derivative is 0 where it is clipped.
   */
  public Value clippedGain(Value x, float[] others, float[] a, double by) {
    Value y = sloped(x.rows, x.width, x, null);
    for (int i = 0; i < x.size(); i++) {
      float exp = (float) StrictMath.exp((double) x.data[i] - others[i]);
      float clipped = (float) (a[i] > 0 ? Math.min(exp, 1 + by) : Math.max(exp, 1 - by));
      y.set(i, clipped, clipped == exp ? exp : 0, 0);
    }
    return times(y, a);
  }

  /** a times b, elementwise. */
  public Value product(Value a, Value b) {
    Value y = sloped(a.rows, a.width, a, b);
    for (int i = 0; i < a.size(); i++) {
      y.set(i, a.data[i] * b.data[i], b.data[i], a.data[i]);
    }
    return y;
  }

  /** x times constants, elementwise. */
  public Value times(Value x, float[] factors) {
    return product(x, input(factors, x.rows, x.width));
  }

  /** The mean of all numbers, [1 x 1]. */
  public Value mean(Value x) {
    return sums(x, 1, x.size());
  }

  /** The sums of equal parts of the numbers, divided by a number, [parts x 1]. */
  private Value sums(Value x, int parts, float divisor) {
    Value y = sloped(parts, 1, x, null);
    y.divisor = divisor;
    Arrays.fill(y.kept(x.size()), 0, x.size(), 1);
    int size = x.size() / parts;
    for (int i = 0; i < parts; i++) {
      double sum = 0;
      for (int k = i * size; k < (i + 1) * size; k++) {
        sum += x.data[k];
      }
      y.data[i] = (float) (sum / divisor);
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
    Value y = sloped(1, 1, x, null);
    y.divisor = count;
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
      slopes[i] = 2 * (slopes[i] * x.data[i] - slopes[size + i] / scale);
    }
    y.data[0] = (float) (sum / count);
    return y;
  }

  /** p a + q b, elementwise. */
  public Value combine(double p, Value a, double q, Value b) {
    Value y = sloped(a.rows, a.width, a, b);
    float first = (float) p;
    float second = (float) q;
    for (int i = 0; i < a.size(); i++) {
      y.set(i, first * a.data[i] + second * b.data[i], first, second);
    }
    return y;
  }

  /** The inner product of each row with a direction, [rows x 1]. */
  public Value dot(Value x, float[] directions) {
    return sums(times(x, directions), x.rows, 1);
  }

  /** The weighted sum of all numbers, [1 x 1]. */
  public Value weightedSum(Value x, float[] weights) {
    return sums(times(x, weights), 1, 1);
  }

  /** The inner products of all rows of a with all rows of b, [rows of a x rows of b]. */
  public Value products(Value a, Value b) {
    Value y = next(a.rows, b.rows, a, b, Tape::productsBack);
    for (int i = 0; i < y.size(); i++) {
      int one = i / b.rows * a.width;
      int other = i % b.rows * a.width;
      y.data[i] = 0;
      for (int k = 0; k < a.width; k++) {
        y.data[i] += a.data[one + k] * b.data[other + k];
      }
    }
    return y;
  }

  private void productsBack(Value y) {
    int size = y.a.width;
    for (int i = 0; i < y.size(); i++) {
      int one = i / y.width * size;
      int other = i % y.width * size;
      add(y.gradient[i], y.b.data, other, y.a.gradient, one, size);
      add(y.gradient[i], y.a.data, one, y.b.gradient, other, size);
    }
  }

  /** The result of an operation of the caller on two values, [rows x width]. */
  public Value apply(Operation operation, Value a, Value b, int rows, int width) {
    Value y = next(rows, width, a, b, (tape, it) -> it.operation.back(it));
    y.operation = operation;
    operation.forward(y);
    return y;
  }

  /** Empties the tape without propagating derivatives. */
  public void clear() {
    used = 0;
  }

  /**
   * Adds the derivatives of a loss to the gradients of its parameters, and empties the tape.
   *
   * @param loss [1 x 1]
   * @return the loss
   */
  public double minimize(Value loss) {
    loss.gradient[0] = 1;
    double result = loss.data[0];
    for (int i = used - 1; i >= 0; i--) {
      Value value = values.get(i);
      if (!value.constant) {
        value.back.accept(this, value);
      }
    }
    used = 0;
    return result;
  }
}
