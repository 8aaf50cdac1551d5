package dev.recsim.learn.tape;

import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.Network;
import dev.recsim.learn.VectorParameter;
import dev.recsim.learn.tape.Operations.Applied;
import dev.recsim.learn.tape.Operations.Clipped;
import dev.recsim.learn.tape.Operations.Column;
import dev.recsim.learn.tape.Operations.Combined;
import dev.recsim.learn.tape.Operations.Dot;
import dev.recsim.learn.tape.Operations.Embedded;
import dev.recsim.learn.tape.Operations.Function;
import dev.recsim.learn.tape.Operations.Input;
import dev.recsim.learn.tape.Operations.Joined;
import dev.recsim.learn.tape.Operations.Learned;
import dev.recsim.learn.tape.Operations.Mean;
import dev.recsim.learn.tape.Operations.Outputs;
import dev.recsim.learn.tape.Operations.RepeatedSquaredError;
import dev.recsim.learn.tape.Operations.Reshaped;
import dev.recsim.learn.tape.Operations.Slates;
import dev.recsim.learn.tape.Operations.Smaller;
import dev.recsim.learn.tape.Operations.SquaredError;
import dev.recsim.learn.tape.Operations.Taken;
import dev.recsim.learn.tape.Operations.Unit;
import dev.recsim.learn.tape.Operations.WeightedSum;
import dev.recsim.learn.vectors.UnitVectors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

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
  private final List<Value> values = new ArrayList<>();
  private int used;

  /** Returns an unused value of this operation, or a new one. */
  private <V extends Value> V next(Class<V> type, Supplier<V> constructor) {
    int free = used;
    while (free < values.size() && !type.isInstance(values.get(free))) {
      free++;
    }
    if (free == values.size()) {
      values.add(constructor.get());
    }
    Collections.swap(values, used, free);
    return type.cast(values.get(used++));
  }

  /** Constants, [rows x width]; copied. */
  public Value input(float[] numbers, int rows, int width) {
    Input value = next(Input.class, Input::new);
    value.shape(rows, width);
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
    return network(network, categories, dense, rows, false);
  }

  /** As {@link #network}, but the parameters of the network get no gradients. */
  public Value frozen(Network network, int[] categories, Value dense, int rows) {
    return network(network, categories, dense, rows, true);
  }

  private Value network(Network network, int[] categories, Value dense, int rows, boolean frozen) {
    Outputs value = next(Outputs.class, Outputs::new);
    value.shape(rows, network.layout().outputs());
    value.network = network;
    value.dense = dense;
    value.frozen = frozen;
    network.forward(categories, dense == null ? null : dense.data, rows, value.data);
    return value;
  }

  /** Learned unit vectors, [ids x size of the table]. */
  public Value embed(EmbeddingTable table, int[] ids, int rows) {
    Embedded value = next(Embedded.class, Embedded::new);
    value.shape(rows, table.size());
    value.table = table;
    value.ids = ids;
    table.copyUnits(ids, rows, value.data, table.size(), 0);
    return value;
  }

  /** Two values side by side, [rows x (width of a + width of b)]. */
  public Value join(Value a, Value b) {
    Joined value = next(Joined.class, Joined::new);
    value.shape(a.rows, a.width + b.width);
    value.constant = a.constant && b.constant;
    value.a = a;
    value.b = b;
    for (int r = 0; r < a.rows; r++) {
      System.arraycopy(a.data, r * a.width, value.data, r * value.width, a.width);
      System.arraycopy(b.data, r * b.width, value.data, r * value.width + a.width, b.width);
    }
    return value;
  }

  /** Each row scaled to length 1. */
  public Value unit(Value x) {
    Unit value = next(Unit.class, Unit::new);
    value.shape(x.rows, x.width);
    value.constant = x.constant;
    value.x = x;
    if (value.lengths.length < x.rows) {
      value.lengths = new float[2 * x.rows];
    }
    UnitVectors.normalize(x.data, 0, x.rows, x.width, value.data, value.lengths);
    return value;
  }

  /** The same numbers in rows of another width. */
  public Value reshape(Value x, int width) {
    Reshaped value = next(Reshaped.class, Reshaped::new);
    value.x = x;
    value.data = x.data;
    value.gradient = x.gradient;
    value.width = width;
    value.rows = x.size() / width;
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
    Slates value = next(Slates.class, Slates::new);
    value.shape(scores.rows, 2);
    value.scores = scores;
    value.slates = slates;
    value.positions = size;
    value.forward();
    return value;
  }

  /** Rows of a value, each as often as it is named, [count x width]. */
  public Value rows(Value x, int[] rows, int count) {
    Taken value = next(Taken.class, Taken::new);
    value.shape(count, x.width);
    value.x = x;
    value.taken = rows;
    value.forward();
    return value;
  }

  /** One column of a value, [rows x 1]. */
  public Value column(Value x, int index) {
    Column value = next(Column.class, Column::new);
    value.shape(x.rows, 1);
    value.x = x;
    value.index = index;
    for (int r = 0; r < x.rows; r++) {
      value.data[r] = x.data[r * x.width + index];
    }
    return value;
  }

  /** exp(x - y), elementwise. */
  public Value expOfDifference(Value x, float[] y) {
    return apply(Function.EXP, x, y);
  }

  /** x times y, elementwise. */
  public Value times(Value x, float[] y) {
    return apply(Function.TIMES, x, y);
  }

  private Value apply(Function function, Value x, float[] constants) {
    Applied value = next(Applied.class, Applied::new);
    value.shape(x.rows, x.width);
    value.function = function;
    value.x = x;
    value.constants = constants;
    for (int i = 0; i < x.size(); i++) {
      value.data[i] = (float) function.at(x.data[i], constants[i]);
    }
    return value;
  }

  /** Clips each number to an interval; the derivative outside is 0. */
  public Value clip(Value x, double low, double high) {
    Clipped value = next(Clipped.class, Clipped::new);
    value.shape(x.rows, x.width);
    value.x = x;
    for (int i = 0; i < x.size(); i++) {
      value.data[i] = (float) Math.min(Math.max(x.data[i], low), high);
    }
    return value;
  }

  /** The smaller number, elementwise; of equal ones the first. */
  public Value min(Value a, Value b) {
    Smaller value = next(Smaller.class, Smaller::new);
    value.shape(a.rows, a.width);
    value.a = a;
    value.b = b;
    for (int i = 0; i < a.size(); i++) {
      value.data[i] = Math.min(a.data[i], b.data[i]);
    }
    return value;
  }

  /** The mean of all numbers, [1 x 1]. */
  public Value mean(Value x) {
    Mean value = next(Mean.class, Mean::new);
    value.shape(1, 1);
    value.x = x;
    double sum = 0;
    for (int i = 0; i < x.size(); i++) {
      sum += x.data[i];
    }
    value.data[0] = (float) (sum / x.size());
    return value;
  }

  /** The mean of (x - target)^2, [1 x 1]. */
  public Value meanSquaredError(Value x, float[] targets) {
    SquaredError value = next(SquaredError.class, SquaredError::new);
    value.shape(1, 1);
    value.x = x;
    value.targets = targets;
    double sum = 0;
    for (int i = 0; i < x.size(); i++) {
      double error = x.data[i] - targets[i];
      sum += error * error;
    }
    value.data[0] = (float) (sum / x.size());
    return value;
  }

  /** p a + q b, elementwise. */
  public Value combine(double p, Value a, double q, Value b) {
    Combined value = next(Combined.class, Combined::new);
    value.shape(a.rows, a.width);
    value.a = a;
    value.b = b;
    value.p = (float) p;
    value.q = (float) q;
    for (int i = 0; i < a.size(); i++) {
      value.data[i] = value.p * a.data[i] + value.q * b.data[i];
    }
    return value;
  }

  /** The inner product of each row with a direction, [rows x 1]. */
  public Value dot(Value x, float[] directions) {
    Dot value = next(Dot.class, Dot::new);
    value.shape(x.rows, 1);
    value.x = x;
    value.directions = directions;
    value.forward();
    return value;
  }

  /** The weighted sum of all numbers, [1 x 1]. */
  public Value weightedSum(Value x, float[] weights) {
    WeightedSum value = next(WeightedSum.class, WeightedSum::new);
    value.shape(1, 1);
    value.x = x;
    value.weights = weights;
    double sum = 0;
    for (int i = 0; i < x.size(); i++) {
      sum += weights[i] * x.data[i];
    }
    value.data[0] = (float) sum;
    return value;
  }

  /**
   * The mean of (x[row] - target / scale)^2 over targets, [1 x 1]: a number of x can have several
   * targets.
   *
   * @param rows for each target, the index of its number in x
   * @param targets [count]
   */
  public Value meanSquaredError(Value x, int[] rows, float[] targets, int count, float scale) {
    RepeatedSquaredError value = next(RepeatedSquaredError.class, RepeatedSquaredError::new);
    value.shape(1, 1);
    value.x = x;
    value.forward(rows, targets, count, scale);
    return value;
  }

  /** A learned vector, [1 x size]. */
  public Value vector(VectorParameter parameter) {
    Learned value = next(Learned.class, Learned::new);
    float[] numbers = parameter.values();
    value.shape(1, numbers.length);
    value.parameter = parameter;
    System.arraycopy(numbers, 0, value.data, 0, numbers.length);
    return value;
  }

  /**
   * Additive values of items, [items x 1]. With u the features of the item's user, v the user's
   * value and x the standardized features of the item:
   *
   * <pre>{@code
   * v + sum over j of (b[j] + c[j] u[j]) x[j] / sqrt(features of an item)
   * v + b0 for an item that is null
   * }</pre>
   *
   * @param v values of the users, [users x 1]
   * @param u features of the users, [users x features of a user]; gets no derivatives
   * @param items features of the items, those of the first user first
   * @param ends index after the last item of each user
   * @param b one for each feature of an item
   * @param c one for each feature that both user and item have
   * @param b0 a single number; null if no item is null
   * @param means means of the features of the items
   * @param deviations their standard deviations
   */
  public Value additive(
      Value v,
      Value u,
      double[][] items,
      int[] ends,
      Value b,
      Value c,
      Value b0,
      float[] means,
      float[] deviations) {
    Additive value = next(Additive.class, Additive::new);
    value.shape(ends[u.rows - 1], 1);
    value.v = v;
    value.u = u;
    value.items = items;
    value.ends = ends;
    value.b = b;
    value.c = c;
    value.b0 = b0;
    value.means = means;
    value.deviations = deviations;
    value.forward();
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
    return backward(loss, 1);
  }

  /** As {@link #minimize}, for minus the gain. */
  public double maximize(Value gain) {
    return backward(gain, -1);
  }

  private double backward(Value end, int gradient) {
    end.gradient[0] = gradient;
    double result = end.data[0];
    for (int i = used - 1; i >= 0; i--) {
      if (!values.get(i).constant) {
        values.get(i).back();
      }
    }
    used = 0;
    return result;
  }
}
