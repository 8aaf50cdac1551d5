package dev.recsim.exact;

import java.util.Arrays;

/**
 * Upper bounds of the values of actions while the values of states change, so that actions that
 * cannot be the best are not evaluated again (MacQueen, "A test for suboptimal actions in Markovian
 * decision problems", Operations Research 15, 1967). Transition probabilities sum to at most 1, so
 * the value of an action increases by at most the largest increase of a discounted state value.
 */
final class ActionBounds {
  /**
   * Relative tolerance for rounding: much larger than the error of a sum, much smaller than any
   * relevant difference.
   */
  private static final double ROOM = 1e-9;

  /** [states x actions] last computed value, minus the growth until then. */
  private final double[][] known;

  private final int[] best;
  private double growth;

  ActionBounds(int states, int actions) {
    this.known = new double[states][actions];
    this.best = new int[states];
    for (double[] row : known) {
      Arrays.fill(row, Double.POSITIVE_INFINITY);
    }
  }

  /** The best action when the state was last evaluated; initially 0. */
  int best(int state) {
    return best[state];
  }

  void setBest(int state, int action) {
    best[state] = action;
  }

  /** Sets the value of an action. */
  void set(int state, int action, double value) {
    known[state][action] = value - growth;
  }

  /** Whether the value of an action can be as large as this; true if it was never evaluated. */
  boolean mayReach(int state, int action, double value) {
    double bound = known[state][action] + growth;
    return !(bound < value - ROOM * Math.max(Math.abs(value), Math.abs(growth)));
  }

  /** Updates the bounds after the values of states have changed. */
  void valuesChange(double[] before, double[] after, double gamma) {
    double most = 0;
    for (int s = 0; s < before.length; s++) {
      most = Math.max(most, after[s] - before[s]);
    }
    growth += gamma * most;
  }
}
