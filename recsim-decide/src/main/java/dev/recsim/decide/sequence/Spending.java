package dev.recsim.decide.sequence;

import dev.recsim.stats.Normal;

/** How much of the error may be spent up to a share of the plan (K. Lan, D. DeMets, 1983). */
public enum Spending {
  /** Little at first: 2 (1 - Phi(Phi^-1(1 - alpha / 2) / sqrt(share))). */
  OBRIEN_FLEMING {
    @Override
    double spent(double share, double alpha) {
      return 2 * Normal.above(Normal.exceeded(alpha / 2) / Math.sqrt(share));
    }
  },
  /** Nearly in proportion: alpha ln(1 + (e - 1) share). */
  POCOCK {
    @Override
    double spent(double share, double alpha) {
      return alpha * StrictMath.log1p((Math.E - 1) * share);
    }
  };

  abstract double spent(double share, double alpha);

  /**
   * The error spent up to each look.
   *
   * @param shares of the plan, above 0; more than 1 counts as 1
   * @param alpha error of the whole test, in (0, 0.5)
   * @return one a share, at most alpha
   */
  public double[] upTo(double[] shares, double alpha) {
    double[] spent = new double[shares.length];
    for (int i = 0; i < spent.length; i++) {
      spent[i] = spent(Math.min(1, shares[i]), alpha);
    }
    return spent;
  }
}
