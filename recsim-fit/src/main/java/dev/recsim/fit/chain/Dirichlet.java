package dev.recsim.fit.chain;

import dev.recsim.random.RandomKey;

/** Draws from Dirichlet distributions. */
public final class Dirichlet {
  private Dirichlet() {}

  /** Probabilities from the posterior of counts under a prior with all parameters a. */
  public static double[] draw(long[] counts, double a, RandomKey key) {
    double[] shares = new double[counts.length];
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = key.child(i).gamma(counts[i] + a);
      sum += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }
}
