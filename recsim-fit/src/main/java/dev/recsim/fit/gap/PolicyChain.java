package dev.recsim.fit.gap;

import dev.recsim.algebra.LinearSystem;
import dev.recsim.algebra.Vectors;
import dev.recsim.api.FiniteMdp;
import dev.recsim.exact.StochasticPolicy;

/** A finite environment under a policy, with sessions that are never cut off. */
final class PolicyChain {
  /** Number of states up to which a linear system is faster than repeated steps. */
  private static final int SMALL = 200;

  private static final int MOST_STEPS = 100_000;
  private static final double NEGLIGIBLE = 1e-14;

  private final FiniteMdp model;
  private final double[] reward;
  private final double[][] transition;

  PolicyChain(FiniteMdp model, StochasticPolicy policy) {
    this.model = model;
    int n = model.states();
    reward = new double[n];
    transition = new double[n][n];
    double[] row = new double[n];
    for (int s = 0; s < n; s++) {
      double[] shares = policy.probabilities()[s];
      for (int a = 0; a < shares.length; a++) {
        if (shares[a] > 0) {
          reward[s] += shares[a] * model.reward(s, a);
          model.transition(s, a, row);
          for (int next = 0; next < n; next++) {
            transition[s][next] += shares[a] * row[next];
          }
        }
      }
    }
  }

  /** Expected reward of a session. */
  double value(double[] values) {
    double sum = 0;
    for (int s = 0; s < values.length; s++) {
      sum += model.start(s) * values[s];
    }
    return sum;
  }

  /** Expected reward from each state. */
  double[] values() {
    return solve(reward, transition);
  }

  /** Expected number of visits of a session to each state. */
  double[] visits() {
    int n = reward.length;
    double[] start = new double[n];
    double[][] transposed = new double[n][n];
    for (int s = 0; s < n; s++) {
      start[s] = model.start(s);
      for (int next = 0; next < n; next++) {
        transposed[next][s] = transition[s][next];
      }
    }
    return solve(start, transposed);
  }

  /** Solves x = b + P x. */
  private static double[] solve(double[] b, double[][] p) {
    return b.length <= SMALL ? direct(b, p) : byStep(b, p);
  }

  private static double[] direct(double[] b, double[][] p) {
    int n = b.length;
    double[] x = b.clone();
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] = (i == j ? 1 : 0) - p[i][j];
      }
    }
    if (!LinearSystem.solve(a, x)) {
      throw neverEnds();
    }
    return x;
  }

  private static double[] byStep(double[] b, double[][] p) {
    double[] x = b.clone();
    for (int step = 0; step < MOST_STEPS; step++) {
      double change = 0;
      double size = 0;
      for (int i = 0; i < x.length; i++) {
        double next = b[i] + Vectors.dot(p[i], x);
        change = Math.max(change, Math.abs(next - x[i]));
        size = Math.max(size, Math.abs(next));
        x[i] = next;
      }
      if (change <= NEGLIGIBLE * size) {
        return x;
      }
    }
    throw neverEnds();
  }

  private static IllegalArgumentException neverEnds() {
    return new IllegalArgumentException(
        "has a policy whose sessions never end in the environment, so it predicts no mean reward");
  }
}
