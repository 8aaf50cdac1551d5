package dev.recsim.learn.tape;

import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.Network;
import dev.recsim.vectors.UnitVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

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
  /** An operation that the tape does not have. It keeps the values that it is applied to. */
  public interface Operation {
    /** Computes the numbers of y. */
    void forward(Value y);

    /** Adds to the gradients of the values that y was computed from, from the gradient of y. */
    void back(Value y);
  }

  private static final int[] FIRST = {0};

  private final List<Value> values = new ArrayList<>();
  private final PlackettLuce choices = new PlackettLuce();
  private int used;

  /** Returns the next value, which was computed in the same way in the update before, if any. */
  private Value next(Consumer<Value> back, int rows, int width, Value a, Value b) {
    if (used == values.size()) {
      values.add(new Value());
    }
    Value value = values.get(used++);
    value.start(back, rows, width, a, b);
    return value;
  }

  /** Constants, [rows x width]; copied. */
  public Value input(float[] numbers, int rows, int width) {
    Value value = next(y -> {}, rows, width, null, null);
    value.constant = true;
    System.arraycopy(numbers, 0, value.data, 0, rows * width);
    return value;
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
    Value value = next(Derivatives::network, rows, network.layout().outputs(), dense, null);
    value.network = network;
    value.learning = learning;
    value.constant &= !learning;
    network.forward(categories, dense == null ? null : dense.data, rows, value.data);
    return value;
  }

  /**
   * Learned unit vectors, [ids x size of the table].
   *
   * @param learning whether the vectors get gradients
   */
  public Value embed(EmbeddingTable table, int[] ids, int rows, boolean learning) {
    Value value = next(Derivatives::embed, rows, table.size(), null, null);
    value.table = table;
    value.indices = ids;
    value.constant = !learning;
    int size = table.size();
    for (int i = 0; i < rows; i++) {
      System.arraycopy(table.units(), ids[i] * size, value.data, i * size, size);
    }
    return value;
  }

  /** A learned vector, [1 x size]. */
  public Value vector(EmbeddingTable vector) {
    return embed(vector, FIRST, 1, true);
  }

  /** Two values side by side, [rows x (width of a + width of b)]. */
  public Value join(Value a, Value b) {
    Value value = next(Derivatives::join, a.rows, a.width + b.width, a, b);
    for (int r = 0; r < a.rows; r++) {
      System.arraycopy(a.data, r * a.width, value.data, r * value.width, a.width);
      System.arraycopy(b.data, r * b.width, value.data, r * value.width + a.width, b.width);
    }
    return value;
  }

  /** Each row scaled to length 1. */
  public Value unit(Value x) {
    Value value = next(Derivatives::unit, x.rows, x.width, x, null);
    UnitVectors.normalize(x.data, 0, x.rows, x.width, value.data, value.kept(x.rows));
    return value;
  }

  /** The same numbers in rows of another width. */
  public Value reshape(Value x, int width) {
    Value value = next(Derivatives::reshape, x.size() / width, width, x, null);
    System.arraycopy(x.data, 0, value.data, 0, x.size());
    return value;
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
    Value value = next(Derivatives::plackettLuce, scores.rows, 2, scores, null);
    value.choices = choices;
    value.indices = slates;
    value.count = size;
    for (int r = 0; r < scores.rows; r++) {
      choices.start(scores.data, r * scores.width, scores.width);
      double log = 0;
      double entropy = 0;
      for (int p = 0; p < size; p++) {
        choices.softmax();
        log += choices.log(slates[r * size + p]);
        entropy += choices.entropy();
        choices.remove(slates[r * size + p]);
      }
      value.data[2 * r] = (float) log;
      value.data[2 * r + 1] = (float) entropy;
    }
    return value;
  }

  /** Rows of a value, each as often as it is named, [count x width]. */
  public Value rows(Value x, int[] rows, int count) {
    return part(x, rows, count, 0, x.width);
  }

  /** One column of a value, [rows x 1]. */
  public Value column(Value x, int index) {
    return part(x, null, x.rows, index, 1);
  }

  private Value part(Value x, int[] rows, int count, int column, int width) {
    Value value = next(Derivatives::part, count, width, x, null);
    value.indices = rows;
    value.count = column;
    for (int r = 0; r < count; r++) {
      int from = (rows == null ? r : rows[r]) * x.width + column;
      System.arraycopy(x.data, from, value.data, r * width, width);
    }
    return value;
  }

  private Value elementwise(Value a, Value b) {
    Value value = next(Derivatives::elementwise, a.rows, a.width, a, b);
    value.kept(2 * a.size());
    return value;
  }

  /**
   * exp(x - y), elementwise: where a is positive at most 1 + by, else at least 1 - by. The
   * derivative is 0 where it is clipped.
   */
  public Value clippedRatio(Value x, float[] y, float[] a, double by) {
    Value value = elementwise(x, null);
    for (int i = 0; i < x.size(); i++) {
      float exp = (float) StrictMath.exp((double) x.data[i] - y[i]);
      float clipped = (float) (a[i] > 0 ? Math.min(exp, 1 + by) : Math.max(exp, 1 - by));
      value.set(i, clipped, clipped == exp ? exp : 0, 0);
    }
    return value;
  }

  /** a times b, elementwise. */
  public Value product(Value a, Value b) {
    Value value = elementwise(a, b);
    for (int i = 0; i < a.size(); i++) {
      value.set(i, a.data[i] * b.data[i], b.data[i], a.data[i]);
    }
    return value;
  }

  /** x times y, elementwise. */
  public Value times(Value x, float[] y) {
    Value value = elementwise(x, null);
    for (int i = 0; i < x.size(); i++) {
      value.set(i, x.data[i] * y[i], y[i], 0);
    }
    return value;
  }

  /** The mean of all numbers, [1 x 1]. */
  public Value mean(Value x) {
    Value value = next(Derivatives::mean, 1, 1, x, null);
    double sum = 0;
    for (int i = 0; i < x.size(); i++) {
      sum += x.data[i];
    }
    value.data[0] = (float) (sum / x.size());
    return value;
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
    Value value = next(Derivatives::meanSquaredError, 1, 1, x, null);
    value.count = count;
    value.scale = scale;
    float[] counts = value.kept(2 * x.size());
    Arrays.fill(counts, 0, 2 * x.size(), 0);
    double sum = 0;
    for (int t = 0; t < count; t++) {
      int row = rows == null ? t : rows[t];
      counts[row]++;
      counts[x.size() + row] += targets[t];
      double error = x.data[row] - targets[t] / scale;
      sum += error * error;
    }
    value.data[0] = (float) (sum / count);
    return value;
  }

  /** p a + q b, elementwise. */
  public Value combine(double p, Value a, double q, Value b) {
    Value value = elementwise(a, b);
    float first = (float) p;
    float second = (float) q;
    for (int i = 0; i < a.size(); i++) {
      value.set(i, first * a.data[i] + second * b.data[i], first, second);
    }
    return value;
  }

  /** The inner product of each row with a direction, [rows x 1]. */
  public Value dot(Value x, float[] directions) {
    Value value = next(Derivatives::dot, x.rows, 1, x, null);
    value.numbers = directions;
    for (int r = 0; r < x.rows; r++) {
      value.data[r] = 0;
      for (int i = r * x.width; i < (r + 1) * x.width; i++) {
        value.data[r] += x.data[i] * directions[i];
      }
    }
    return value;
  }

  /** The weighted sum of all numbers, [1 x 1]. */
  public Value weightedSum(Value x, float[] weights) {
    Value value = next(Derivatives::weightedSum, 1, 1, x, null);
    value.numbers = weights;
    double sum = 0;
    for (int i = 0; i < x.size(); i++) {
      sum += weights[i] * x.data[i];
    }
    value.data[0] = (float) sum;
    return value;
  }

  /** The result of an operation of the caller, [rows x width]. */
  public Value apply(Operation operation, int rows, int width) {
    Value value = next(y -> y.operation.back(y), rows, width, null, null);
    value.operation = operation;
    operation.forward(value);
    return value;
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
        value.back.accept(value);
      }
    }
    used = 0;
    return result;
  }
}
