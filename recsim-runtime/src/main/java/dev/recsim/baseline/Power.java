package dev.recsim.baseline;

import dev.recsim.stats.Estimate;
import dev.recsim.stats.MeanDifference;

/** How small a drop a number of seeds can tell from luck. */
public final class Power {
  /** Probability that an unchanged agent is shown to hold. */
  public static final double POWER = 0.9;

  private static final int MOST_SEEDS = 100_000;

  private Power() {}

  /**
   * The margin that an agent trained anew with other luck keeps with probability 0.9, when nothing
   * changed: (t(1 - alpha) + t(0.9)) sqrt(2) s / sqrt(n), n - 1 degrees of freedom. A margin below
   * it lets innocent changes end UNDECIDED. The sqrt(2) takes old and new scores for independent,
   * which is the worst case: seeds in common make differences smaller.
   *
   * @param scores of the baseline, 2 or more
   */
  public static double detectableDrop(double[] scores, double alpha) {
    Estimate estimate = Estimate.of(scores);
    double t =
        MeanDifference.quantile(alpha, estimate.n() - 1)
            + MeanDifference.quantile(1 - POWER, estimate.n() - 1);
    return t * Math.sqrt(2) * estimate.standardError();
  }

  /**
   * The least n with n >= (t(1 - alpha; n - 1) + t(0.9; n - 1))^2 s^2 / margin^2.
   *
   * @param standardDeviation s of the differences
   * @return 0 where no number of seeds up to 100,000 would do
   */
  public static int seedsToDecide(double standardDeviation, double margin, double alpha) {
    if (!(margin > 0)) {
      return 0;
    }
    double ratio = standardDeviation / margin;
    int low = 2;
    int high = MOST_SEEDS;
    if (!enough(high, ratio, alpha)) {
      return 0;
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (enough(middle, ratio, alpha)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static boolean enough(int n, double ratio, double alpha) {
    double t = MeanDifference.quantile(alpha, n - 1) + MeanDifference.quantile(1 - POWER, n - 1);
    return n >= t * t * ratio * ratio;
  }
}
