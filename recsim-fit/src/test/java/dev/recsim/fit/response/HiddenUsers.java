package dev.recsim.fit.response;

import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Users with a hidden state, which neither a policy nor a fit of responses sees: kinds that never
 * change, or boredom that grows with each accepted document.
 *
 * @param accept [hidden][document][shown] probability to accept
 * @param shares probability of each hidden state at the start
 * @param bored whether an accepted document leads to the next hidden state, and a refused one to
 *     the first; otherwise the hidden state stays
 * @param leaveAccepted probability to leave after accepting
 * @param leaveRefused probability to leave after refusing
 */
record HiddenUsers(
    double[][][] accept,
    double[] shares,
    boolean bored,
    double leaveAccepted,
    double leaveRefused) {
  private static final double NEGLIGIBLE = 1e-10;
  private static final int LONGEST = 100_000;

  int documents() {
    return accept[0].length;
  }

  private int next(int hidden, boolean accepted) {
    return !bored ? hidden : accepted ? Math.min(hidden + 1, accept.length - 1) : 0;
  }

  /** The exact mean number of accepted documents in a session, from uniform documents. */
  double value(double[][] policy) {
    int n = documents();
    double[][] values = new double[accept.length][n];
    double change = 1;
    for (int sweep = 0; change > NEGLIGIBLE && sweep < LONGEST; sweep++) {
      double[][] better = new double[accept.length][n];
      change = 0;
      for (int h = 0; h < accept.length; h++) {
        double moved = mean(values[next(h, false)]);
        for (int s = 0; s < n; s++) {
          for (int a = 0; a < n; a++) {
            double p = accept[h][s][a];
            double accepted = 1 + (1 - leaveAccepted) * values[next(h, true)][a];
            double refused = (1 - leaveRefused) * moved;
            better[h][s] += policy[s][a] * (p * accepted + (1 - p) * refused);
          }
          change = Math.max(change, Math.abs(better[h][s] - values[h][s]));
        }
      }
      values = better;
    }
    double value = 0;
    for (int h = 0; h < accept.length; h++) {
      value += shares[h] * mean(values[h]);
    }
    return value;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** Sessions under a policy. */
  List<ShownSession> log(double[][] policy, int sessions, RandomKey key) {
    List<ShownSession> log = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      log.add(session(policy, key.child(i)));
    }
    return log;
  }

  private ShownSession session(double[][] policy, RandomKey key) {
    int hidden = draw(shares, key.uniform(0));
    int at = key.below(1, documents());
    List<int[]> steps = new ArrayList<>();
    for (int t = 0; t < LONGEST; t++) {
      RandomKey step = key.child(t);
      int shown = draw(policy[at], step.uniform(0));
      boolean accepts = step.uniform(1) < accept[hidden][at][shown];
      steps.add(new int[] {at, shown, accepts ? 1 : 0});
      if (step.uniform(2) < (accepts ? leaveAccepted : leaveRefused)) {
        break;
      }
      hidden = next(hidden, accepts);
      at = accepts ? shown : step.below(3, documents());
    }
    int[] states = steps.stream().mapToInt(it -> it[0]).toArray();
    int[] shown = steps.stream().mapToInt(it -> it[1]).toArray();
    boolean[] accepted = new boolean[states.length];
    for (int t = 0; t < accepted.length; t++) {
      accepted[t] = steps.get(t)[2] == 1;
    }
    return new ShownSession(states, shown, accepted, true);
  }

  private static int draw(double[] chances, double uniform) {
    double sum = 0;
    for (int i = 0; i < chances.length - 1; i++) {
      sum += chances[i];
      if (uniform < sum) {
        return i;
      }
    }
    return chances.length - 1;
  }
}
