package dev.recsim.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Exact bounds of a probability from a number of hits (C. Clopper, E. Pearson, Biometrika 26,
 * 1934).
 */
public final class Proportion {
  private Proportion() {}

  /**
   * The largest probability that is refuted from below: it is too high with a chance of at most
   * alpha.
   *
   * @param hits of the trials, 0 to trials
   * @param alpha error rate of this bound
   */
  public static double lower(long hits, long trials, double alpha) {
    return hits == 0
        ? 0
        : BetaDistribution.of(hits, trials - hits + 1.0).inverseCumulativeProbability(alpha);
  }

  /**
   * The least probability that is refuted from above: it is too low with a chance of at most alpha.
   *
   * @param hits of the trials, 0 to trials
   * @param alpha error rate of this bound
   */
  public static double upper(long hits, long trials, double alpha) {
    return hits == trials
        ? 1
        : BetaDistribution.of(hits + 1.0, trials - hits).inverseSurvivalProbability(alpha);
  }
}
