package dev.recsim.agent.bandit;

import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * UCB1 (Auer, Cesa-Bianchi and Fischer, "Finite-time analysis of the multiarmed bandit problem",
 * Machine Learning 47, 2002). The index of an arm with mean reward m after n of t pulls is m + o
 * sqrt(2 ln t / n). It is infinite for arms that were never pulled.
 *
 * @param optimism o, above 0
 */
record Ucb1(double optimism) implements Bandit {

  @Override
  public double[] indices(double[] pulls, double[] rewards, RandomKey key) {
    double width = optimism * Math.sqrt(2 * StrictMath.log(Math.max(1, total(pulls))));
    return indices(pulls, arm -> rewards[arm] / pulls[arm] + width * Math.sqrt(1 / pulls[arm]));
  }

  /** Returns the indices of all arms; infinite for arms that were never pulled. */
  static double[] indices(double[] pulls, IntToDoubleFunction index) {
    double[] indices = new double[pulls.length];
    Arrays.setAll(
        indices, arm -> pulls[arm] == 0 ? Double.POSITIVE_INFINITY : index.applyAsDouble(arm));
    return indices;
  }

  /** Returns t, the number of pulls of all arms. */
  static double total(double[] pulls) {
    double total = 0;
    for (double n : pulls) {
      total += n;
    }
    return total;
  }
}
