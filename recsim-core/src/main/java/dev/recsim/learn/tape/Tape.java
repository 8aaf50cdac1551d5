package dev.recsim.learn.tape;

import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.Network;
import dev.recsim.vectors.UnitVectors;
import java.util.Arrays;

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
  /** An operation, see {@link #apply}: it computes a value from others. */
  public interface Operation {
    /**
     * Computes the numbers of y, unless they are written to it.
     *
     * @param y the result
     */
    default void forward(Value y) {}

    /**
     * Adds the derivatives with respect to what y was computed from, given those of y.
     *
     * @param y the result
     */
    void back(Value y);
  }

  private static final int[] FIRST = {0};

  private final Recording recording = new Recording();
  private final SuccessiveSoftmax choices = new SuccessiveSoftmax();
  private final Operation choose = y -> choices.compute(y, true);

  private Value next(int rows, int width, Value a, Value b, Operation operation) {
    return recording.next(rows, width, a, b, operation);
  }

  /** Adds numbers to a gradient, multiplied by a factor. */
  private static void add(float factor, float[] from, int start, float[] to, int at, int count) {
    for (int k = 0; k < count; k++) {
      to[at + k] += factor * from[start + k];
    }
  }

  /** Creates an empty tape. */
  public Tape() {}

  /**
   * {@return constants, [rows x width]}
   *
   * @param numbers [rows x width]; copied
   * @param rows number of rows
   * @param width numbers in a row
   */
  public Value input(float[] numbers, int rows, int width) {
    Value y = input(rows, width);
    System.arraycopy(numbers, 0, y.data, 0, y.size());
    return y;
  }

  /**
   * {@return constants, [rows x width], which the caller writes to {@link Value#data()}}
   *
   * @param rows number of rows
   * @param width numbers in a row
   */
  public Value input(int rows, int width) {
    return next(rows, width, null, null, null);
  }

  /**
   * {@return the outputs of a network, [rows x outputs]}
   *
   * @param network the network; used once until {@link #minimize}
   * @param categories index of the one in the one-hot part of each row; null without categories
   * @param dense [rows x dense]; null without dense features
   * @param rows number of rows
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
   * {@return learned unit vectors, [rows x size of the table]}
   *
   * @param table has the vectors
   * @param ids row of the table for each vector
   * @param rows number of vectors
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

  /**
   * {@return a learned vector, [1 x size]}
   *
   * @param vector a table of a single vector
   */
  public Value vector(EmbeddingTable vector) {
    return embed(vector, FIRST, 1, true);
  }

  /**
   * {@return two values side by side, [rows x (width of a + width of b)]}
   *
   * @param a left value
   * @param b right value, with as many rows
   */
  public Value join(Value a, Value b) {
    Value y = next(a.rows, a.width + b.width, a, b, Tape::copyBack);
    for (int r = 0; r < y.rows; r++) {
      System.arraycopy(a.data, r * a.width, y.data, r * y.width, a.width);
      System.arraycopy(b.data, r * b.width, y.data, r * y.width + a.width, b.width);
    }
    return y;
  }

  /** Adds the gradient to those of the rows of a and b that were copied, of b to the right. */
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

  /**
   * {@return each row scaled to length 1, in the shape of x}
   *
   * @param x [rows x width]
   */
  public Value unit(Value x) {
    Value y = next(x.rows, x.width, x, null, Tape::unitBack);
    UnitVectors.normalize(x.data, 0, x.rows, x.width, y.data, y.kept(x.rows));
    return y;
  }

  private static void unitBack(Value y) {
    UnitVectors.backward(y.gradient, y.data, y.kept(y.rows), 0, y.rows, y.width);
    copyBack(y);
  }

  /**
   * {@return the same numbers in rows of another width}
   *
   * @param x any value
   * @param width divides the number of numbers
   */
  public Value reshape(Value x, int width) {
    Operation back = it -> add(1, it.gradient, 0, it.a.gradient, 0, it.size());
    Value y = next(x.size() / width, width, x, null, back);
    System.arraycopy(x.data, 0, y.data, 0, y.size());
    return y;
  }

  /**
   * The log-probability and the entropy of the slate in each row. Documents are drawn one after
   * another by the softmax of the scores of the remaining ones (Plackett 1975, Luce 1959). The
   * entropy is the sum over positions, each given the documents before.
   *
   * @param scores [rows x documents]
   * @param slates documents by position, [rows x size]
   * @param size positions of a slate
   * @return [rows x 2]
   */
  public Value plackettLuce(Value scores, int[] slates, int size) {
    Value y = next(scores.rows, 2, scores, null, choose);
    y.indices = slates;
    y.positions = size;
    choices.compute(y, false);
    return y;
  }

  /**
   * {@return one column of a value, [rows x 1]}
   *
   * @param x [rows x width]
   * @param index of the column
   */
  public Value column(Value x, int index) {
    Value direction = input(1, x.width);
    Arrays.fill(direction.data, 0, x.width, 0);
    direction.data[index] = 1;
    return products(x, direction);
  }

  /**
   * {@return rows of a value, each as often as it is named, [count x width]}
   *
   * @param x [rows x width]
   * @param rows indices of rows
   * @param count number of indices
   */
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

  /**
   * {@return a times b, elementwise}
   *
   * @param a first factor
   * @param b second factor, of the same shape
   */
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

  /**
   * {@return a value times a factor}
   *
   * @param x the value
   * @param factor a constant
   */
  public Value scaled(Value x, float factor) {
    Value factors = input(x.rows, x.width);
    Arrays.fill(factors.data, 0, factors.size(), factor);
    return product(x, factors);
  }

  /**
   * Clipped gains a exp(x - others), elementwise (Schulman et al., arXiv 1707.06347, equation 7):
   * where a is positive the exponential is at most 1 + by, else at least 1 - by. The derivative is
   * 0 where it is clipped.
   *
   * @param x log-probabilities, [rows x 1]
   * @param others log-probabilities before, constants of the same shape
   * @param a advantages, constants of the same shape
   * @param by above 0
   * @return the gains, in the shape of x
   */
  public Value clippedGain(Value x, Value others, Value a, double by) {
    Value y = next(x.rows, x.width, x, null, Slopes::back);
    Slopes.clippedRatio(y, others, a, by);
    return product(y, a);
  }

  /**
   * {@return a plus b, elementwise}
   *
   * @param a first summand
   * @param b second summand, of the same shape
   */
  public Value sum(Value a, Value b) {
    Value y = next(a.rows, a.width, a, b, Tape::copyBack);
    for (int i = 0; i < y.size(); i++) {
      y.data[i] = a.data[i] + b.data[i];
    }
    return y;
  }

  /**
   * {@return the mean of (x - target)^2, [1 x 1]}
   *
   * @param x any value
   * @param targets one for each number of x
   */
  public Value meanSquaredError(Value x, float[] targets) {
    return meanSquaredError(x, null, targets, x.size(), 1);
  }

  /**
   * The mean of (x[row] - target / scale)^2 over targets: a number of x can have several targets.
   *
   * @param x any value
   * @param rows for each target, the index of its number in x; null for one target each, in order
   * @param targets [count]
   * @param count number of targets
   * @param scale divides the targets
   * @return [1 x 1]
   */
  public Value meanSquaredError(Value x, int[] rows, float[] targets, int count, float scale) {
    Value y = next(1, 1, x, null, Slopes::back);
    return Slopes.meanSquaredError(y, rows, targets, count, scale);
  }

  /**
   * {@return the inner products of all rows of a with all rows of b, [rows of a x rows of b]}
   *
   * @param a [rows x width]
   * @param b [rows x width], of the same width
   */
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
   * The result of an operation on two values. Values that are not passed get no derivatives.
   *
   * @param operation the operation
   * @param a first argument
   * @param b second argument; may be null
   * @param rows number of rows of the result
   * @param width numbers in a row
   * @return [rows x width]
   */
  public Value apply(Operation operation, Value a, Value b, int rows, int width) {
    Value y = next(rows, width, a, b, operation);
    operation.forward(y);
    return y;
  }

  /** Empties the tape without propagating derivatives. */
  public void clear() {
    recording.clear();
  }

  /**
   * {@return the sum of losses} Adds its derivatives to the gradients of parameters. Empties the
   * tape.
   *
   * @param losses any shape
   */
  public double minimize(Value losses) {
    Arrays.fill(losses.gradient, 0, losses.size(), 1);
    recording.back();
    return losses.sum();
  }
}
