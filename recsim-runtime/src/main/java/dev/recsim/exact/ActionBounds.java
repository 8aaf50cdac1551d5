package dev.recsim.exact;

import java.util.Arrays;

/**
 * Upper bounds of the values of actions while the values of states change, so that actions which
 * cannot be the best are not evaluated again (after MacQueen, "A test for suboptimal actions in
 * Markovian decision problems", Operations Research 15, 1967). Probabilities of going on sum to at
 * most 1, so an action's value rises by at most what the discounted value of some state rises by.
 */
final class ActionBounds {
  /** Relative room for rounding; far above that of a sum, far below any difference that counts. */
  private static final double ROOM = 1e-9;

  /** [states x actions] the value when it was last known, less the growth until then. */
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

  /** The action that was best when the state was last looked at; 0 at first. */
  int best(int state) {
    return best[state];
  }

  void setBest(int state, int action) {
    best[state] = action;
  }

  /** An action was evaluated. */
  void set(int state, int action, double value) {
    known[state][action] = value - growth;
  }

  /** Whether an action may be worth as much as this; always, if it was never evaluated. */
  boolean mayReach(int state, int action, double value) {
    double bound = known[state][action] + growth;
    return !(bound < value - ROOM * Math.max(Math.abs(value), Math.abs(growth)));
  }

  /** The values of states change by which actions are evaluated. */
  void valuesChange(double[] before, double[] after, double gamma) {
    double most = 0;
    for (int s = 0; s < before.length; s++) {
      most = Math.max(most, after[s] - before[s]);
    }
    growth += gamma * most;
  }
}
