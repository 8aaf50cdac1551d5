package dev.recsim.baseline;

import dev.recsim.stats.MeanDifference;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** How often an unchanged agent is shown to hold, by numbers and not by simulation. */
final class HoldChance {
  private static final int STEPS = 2_000;
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private HoldChance() {}

  /**
   * Probability that n normal differences of mean 0 have their lower bound above -margin: with u =
   * s / sigma, the mean over u of Phi(margin sqrt(n) / sigma - t u), where (n - 1) u^2 is
   * chi-squared. By Simpson's rule.
   *
   * @param margin in standard deviations of a difference
   */
  static double of(int n, double margin, double alpha) {
    int freedom = n - 1;
    double t = MeanDifference.quantile(alpha, freedom);
    ChiSquaredDistribution squares = ChiSquaredDistribution.of(freedom);
    double largest = Math.sqrt(squares.inverseSurvivalProbability(1e-12) / freedom);
    double step = largest / STEPS;
    double sum = 0;
    for (int i = 1; i < STEPS; i++) {
      double u = i * step;
      double density = squares.density(freedom * u * u) * 2 * freedom * u;
      sum += (i % 2 == 0 ? 2 : 4) * density * holds(margin * Math.sqrt(n) - t * u);
    }
    return sum * step / 3;
  }

  private static double holds(double z) {
    return NORMAL.cumulativeProbability(z);
  }
}
