package dev.recsim.report;

import dev.recsim.stats.Estimate;

/** Statistics of a set of runs beyond the mean (Agarwal et al., arXiv 2108.13264). */
public final class Runs {
  private Runs() {}

  /**
   * The optimality gap: mean of 1 - min(x, 1), 0 if every run reaches the optimum.
   *
   * @param shares score / optimum of each run
   * @throws IllegalArgumentException if there are none
   */
  public static double optimalityGap(double... shares) {
    double[] gaps = new double[shares.length];
    for (int i = 0; i < shares.length; i++) {
      gaps[i] = 1 - Math.min(shares[i], 1);
    }
    return Estimate.of(gaps).mean();
  }

  /**
   * Probability of improvement P(X > Y) + P(X = Y) / 2 for a random run of each: Mann and Whitney's
   * U / (n m).
   *
   * @throws IllegalArgumentException if one has no runs
   */
  public static double probabilityOfImprovement(double[] x, double[] y) {
    if (x.length == 0 || y.length == 0) {
      throw new IllegalArgumentException("no runs to compare");
    }
    long halves = 0;
    for (double a : x) {
      for (double b : y) {
        halves += a > b ? 2 : a == b ? 1 : 0;
      }
    }
    return halves / (2.0 * x.length * y.length);
  }
}
