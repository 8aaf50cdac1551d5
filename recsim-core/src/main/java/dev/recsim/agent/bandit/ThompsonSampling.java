package dev.recsim.agent.bandit;

import dev.recsim.random.RandomKey;

/**
 * Thompson sampling for Bernoulli rewards (Thompson, Biometrika 25, 1933; Agrawal and Goyal,
 * "Analysis of Thompson sampling for the multi-armed bandit problem", COLT 2012). The index of an
 * arm with total reward R after n pulls is a draw from Beta(1 + R / o^2, 1 + (n - R) / o^2): the
 * posterior of its mean under a uniform prior, made wider by o.
 *
 * @param optimism o, above 0
 */
record ThompsonSampling(double optimism) implements Bandit {

  @Override
  public double[] indices(double[] pulls, double[] rewards, RandomKey key) {
    double square = optimism * optimism;
    double[] indices = new double[pulls.length];
    for (int arm = 0; arm < indices.length; arm++) {
      double alpha = 1 + rewards[arm] / square;
      double beta = 1 + (pulls[arm] - rewards[arm]) / square;
      indices[arm] = key.child(arm).beta(alpha, beta);
    }
    return indices;
  }
}
