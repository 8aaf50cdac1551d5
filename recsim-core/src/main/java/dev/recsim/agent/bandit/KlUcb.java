package dev.recsim.agent.bandit;

import dev.recsim.random.RandomKey;

/**
 * KL-UCB (Garivier and Cappe, "The KL-UCB algorithm for bounded stochastic bandits and beyond",
 * COLT 2011). The index of an arm with mean reward p after n of t pulls is the largest q in [p, 1]
 * with kl(p, q) <= o^2 (ln t + 3 ln ln t) / n, where kl is the Kullback-Leibler divergence of two
 * Bernoulli distributions. It is infinite for arms that were never pulled.
 *
 * @param optimism o, above 0
 */
record KlUcb(double optimism) implements Bandit {
  private static final int BISECTIONS = 16;

  @Override
  public double[] indices(double[] pulls, double[] rewards, RandomKey key) {
    double logTime = StrictMath.log(Math.max(1, Ucb1.total(pulls)));
    // For t up to e, the second logarithm is negative or undefined, but the bound must not be.
    double exploration = logTime <= 1 ? logTime : logTime + 3 * StrictMath.log(logTime);
    double width = optimism * optimism * exploration;
    return Ucb1.indices(pulls, arm -> greatest(rewards[arm] / pulls[arm], width / pulls[arm]));
  }

  /**
   * Returns the largest q in [p, 1] with kl(p, q) at most the bound, from below, to 2^-16 (1 - p).
   */
  private static double greatest(double p, double bound) {
    double low = p;
    double high = 1;
    for (int i = 0; i < BISECTIONS; i++) {
      double q = (low + high) / 2;
      if (divergence(p, q) <= bound) {
        low = q;
      } else {
        high = q;
      }
    }
    return low;
  }

  /** Returns p ln(p / q) + (1 - p) ln((1 - p) / (1 - q)), with 0 ln 0 = 0. */
  static double divergence(double p, double q) {
    return term(p, q) + term(1 - p, 1 - q);
  }

  private static double term(double p, double q) {
    return p == 0 ? 0 : p * StrictMath.log(p / q);
  }
}
