package dev.recsim.decide.sequence;

import dev.recsim.stats.Normal;

/** How many units a test needs. */
public final class SampleSize {
  /** Accuracy of the factors. */
  private static final double ACCURACY = 1e-3;

  private SampleSize() {}

  /**
   * Units of both arms with which one look shows an effect.
   *
   * @param control variance of a unit in the control
   * @param treatment variance of a unit in the treatment
   * @param share of units in the treatment
   * @param effect what a bound must be away from, in the same units; for a relative margin,
   *     variances are divided by squared means, and the effect is -ln(1 - margin)
   * @param alpha error rate of the bound
   * @param power chance to show it, in (0, 1)
   * @return a number of units, not rounded
   */
  public static double units(
      double control, double treatment, double share, double effect, double alpha, double power) {
    double z = Normal.exceeded(alpha) + Normal.exceeded(1 - power);
    return z * z * (treatment / share + control / (1 - share)) / (effect * effect);
  }

  /**
   * How many times as many units a planned test with equally spaced looks needs as one look does.
   *
   * @param looks number of looks
   * @param spending of the bound
   * @param alpha error rate of the bound
   * @param power chance to show the effect, in (0, 1)
   * @return 1 for one look, 1.04 for daily looks of a month
   */
  public static double planned(int looks, Spending spending, double alpha, double power) {
    double[] clock = equal(looks);
    double[] z = GroupSequential.boundaries(clock, spending.upTo(clock, alpha));
    return inflation(clock, z, alpha, power);
  }

  /**
   * The same for bounds without a planned end, tuned to the number of units that this needs.
   *
   * @param looks number of looks
   * @param alpha error rate of the bound
   * @param power chance to show the effect, in (0, 1)
   * @return 1.61 for daily looks of a month and a power of 80 %
   */
  public static double anyTime(int looks, double alpha, double power) {
    double[] clock = equal(looks);
    double[] z = new double[looks];
    for (int look = 0; look < looks; look++) {
      z[look] = AnyTime.z(AnyTime.tuning(alpha) * clock[look], alpha);
    }
    return inflation(clock, z, alpha, power);
  }

  private static double[] equal(int looks) {
    double[] clock = new double[looks];
    for (int look = 0; look < looks; look++) {
      clock[look] = (look + 1.0) / looks;
    }
    return clock;
  }

  private static double inflation(double[] clock, double[] z, double alpha, double power) {
    double fixed = Normal.exceeded(alpha) + Normal.exceeded(1 - power);
    double low = 0.5;
    double high = 8;
    while (high - low > ACCURACY) {
      double times = (low + high) / 2;
      if (sum(GroupSequential.crossing(clock, z, fixed * Math.sqrt(times))) < power) {
        low = times;
      } else {
        high = times;
      }
    }
    return high;
  }

  private static double sum(double[] chances) {
    double sum = 0;
    for (double chance : chances) {
      sum += chance;
    }
    return sum;
  }
}
