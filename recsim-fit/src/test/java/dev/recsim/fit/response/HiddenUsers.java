package dev.recsim.fit.response;

import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Users with a hidden state, which neither a policy nor a fit of responses sees.
 *
 * @param accept [hidden][document][shown] probability to accept
 * @param shares probability of each hidden state at the start
 * @param change how the hidden state changes
 * @param leaveAccepted probability to leave after accepting, of each hidden state
 * @param leaveRefused probability to leave after refusing, of each hidden state
 */
record HiddenUsers(
    double[][][] accept,
    double[] shares,
    Change change,
    double[] leaveAccepted,
    double[] leaveRefused) {
  /** How a hidden state changes. */
  enum Change {
    /** Not: users are of kinds. */
    NEVER,
    /** An accepted document leads to the next one, a refused one to the first. */
    BOREDOM,
    /** An accepted document leads to the next one. */
    SATURATION,
    /** Each document leads to the next one. */
    TIREDNESS
  }

  private static final double NEGLIGIBLE = 1e-10;
  private static final int LONGEST = 100_000;

  int documents() {
    return accept[0].length;
  }

  private int next(int hidden, boolean accepted) {
    int more = Math.min(hidden + 1, accept.length - 1);
    return switch (change) {
      case NEVER -> hidden;
      case BOREDOM -> accepted ? more : 0;
      case SATURATION -> accepted ? more : hidden;
      case TIREDNESS -> more;
    };
  }

  /** The exact mean number of accepted documents in a session, from uniform documents. */
  double value(double[][] policy) {
    int n = documents();
    double[][] values = new double[accept.length][n];
    double difference = 1;
    for (int sweep = 0; difference > NEGLIGIBLE && sweep < LONGEST; sweep++) {
      double[][] better = new double[accept.length][n];
      difference = 0;
      for (int h = 0; h < accept.length; h++) {
        double moved = mean(values[next(h, false)]);
        for (int s = 0; s < n; s++) {
          for (int a = 0; a < n; a++) {
            double p = accept[h][s][a];
            double accepted = 1 + (1 - leaveAccepted[h]) * values[next(h, true)][a];
            double refused = (1 - leaveRefused[h]) * moved;
            better[h][s] += policy[s][a] * (p * accepted + (1 - p) * refused);
          }
          difference = Math.max(difference, Math.abs(better[h][s] - values[h][s]));
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
      if (step.uniform(2) < (accepts ? leaveAccepted : leaveRefused)[hidden]) {
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
