package dev.recsim.ope;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Fitted Q evaluation (Le, Voloshin and Yue 2019) in a table: {@code Q(s, a)} is the mean over the
 * logged steps of {@code r + g sum_b target(b | s') Q(s', b)}, or of r alone if the session ended.
 * The mean of a pair without data is 0.
 *
 * <p>A step after which the session was cut off, or whose session has no end in the log, has a next
 * state that nobody saw. It is used only if that state is known.
 */
public final class FittedQ implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int MOST_SWEEPS = 100_000;
  private static final double PRECISION = 1e-13;

  private final int actions;
  private final double discount;
  private final transient double[] target;
  private final double[] count;
  private final double[] reward;

  /** Number of steps to the next state, by pair and next state, as a list for each pair. */
  private final int[][] next;

  private final double[][] times;
  private final int[] used;

  /**
   * @param target probability of each action in each state under the target policy
   */
  public FittedQ(double[][] target, double discount) {
    int states = target.length;
    this.actions = states == 0 ? 0 : target[0].length;
    this.discount = discount;
    this.target = Arrays.stream(target).flatMapToDouble(Arrays::stream).toArray();
    this.count = new double[states * actions];
    this.reward = new double[states * actions];
    this.next = new int[states * actions][];
    this.times = new double[states * actions][];
    this.used = new int[states * actions];
  }

  /** Adds a step after which the user left. */
  public void addLast(int state, int action, double r) {
    int pair = state * actions + action;
    count[pair]++;
    reward[pair] += r;
  }

  /** Adds the steps of another part of the log. */
  public void add(FittedQ other) {
    for (int pair = 0; pair < count.length; pair++) {
      count[pair] += other.count[pair];
      reward[pair] += other.reward[pair];
      for (int i = 0; i < other.used[pair]; i++) {
        next(pair, other.next[pair][i], other.times[pair][i]);
      }
    }
  }

  /** Adds a step with its next state. */
  public void add(int state, int action, double r, int nextState) {
    addLast(state, action, r);
    next(state * actions + action, nextState, 1);
  }

  private void next(int pair, int nextState, double steps) {
    if (next[pair] == null) {
      next[pair] = new int[4];
      times[pair] = new double[4];
    }
    int i = 0;
    while (i < used[pair] && next[pair][i] != nextState) {
      i++;
    }
    if (i == next[pair].length) {
      next[pair] = Arrays.copyOf(next[pair], 2 * i);
      times[pair] = Arrays.copyOf(times[pair], 2 * i);
    }
    if (i == used[pair]) {
      next[pair][used[pair]++] = nextState;
    }
    times[pair][i] += steps;
  }

  /** Number of steps of a pair. */
  public double count(int state, int action) {
    return count[state * actions + action];
  }

  /**
   * The values Q, by state and action.
   *
   * @throws ArithmeticException if they do not converge, which needs a discount of 1 and states
   *     that are never left
   */
  public double[][] solve() {
    double[] q = new double[count.length];
    int states = count.length / Math.max(1, actions);
    double[] v = new double[states];
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      double change = sweep(q, v);
      if (change <= PRECISION) {
        double[][] table = new double[states][];
        for (int s = 0; s < states; s++) {
          table[s] = Arrays.copyOfRange(q, s * actions, (s + 1) * actions);
        }
        return table;
      }
    }
    throw new ArithmeticException(
        "fitted Q evaluation does not converge; a discount below 1 makes it");
  }

  /** The mean of Q over the target policy, by state. */
  public double[] values(double[][] q) {
    double[] v = new double[q.length];
    for (int s = 0; s < v.length; s++) {
      for (int a = 0; a < actions; a++) {
        v[s] += target[s * actions + a] * q[s][a];
      }
    }
    return v;
  }

  /** One sweep in place; returns the largest change relative to the largest value. */
  private double sweep(double[] q, double[] v) {
    double change = 0;
    double largest = 1;
    for (int s = 0; s < v.length; s++) {
      double mean = 0;
      for (int a = 0; a < actions; a++) {
        int pair = s * actions + a;
        double sum = reward[pair];
        for (int i = 0; i < used[pair]; i++) {
          sum += discount * times[pair][i] * v[next[pair][i]];
        }
        double updated = count[pair] == 0 ? 0 : sum / count[pair];
        change = Math.max(change, Math.abs(updated - q[pair]));
        largest = Math.max(largest, Math.abs(updated));
        q[pair] = updated;
        mean += target[pair] * updated;
      }
      v[s] = mean;
    }
    return change / largest;
  }
}
