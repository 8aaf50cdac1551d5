package dev.recsim.decide.sequence;

import dev.recsim.decide.metric.ArmMeans;

/**
 * What is known of a metric at a look, with all units so far.
 *
 * @param share of the plan that has passed, in days or in units; without a plan, of the sample that
 *     bounds are tuned to
 * @param means the metric in both arms
 */
public record TestLook(double share, ArmMeans means) {
  /** Squared ratio of mean and standard error in each arm from which its logarithm is normal. */
  public static final double EVENTS = 50;

  /** Units of the size of the largest one that an arm needs for a normal difference. */
  static final double SIZES = 10;

  /** A look comes this share of the plan later than the one before. */
  static final double STEP = 0.01;

  /** Whether a look counts. */
  public enum Counting {
    /** It can decide. */
    COUNTS,
    /** An arm has too few events for a normal estimate, or no variance. */
    TOO_EARLY,
    /** Less than 1 % of the plan came after the look before. */
    TOO_CLOSE,
    /** The plan was over at the look before. */
    OVER
  }

  Counting counting(TestLook before, EffectScale scale, boolean planned) {
    if (!ready(scale)) {
      return Counting.TOO_EARLY;
    }
    if (before == null) {
      return Counting.COUNTS;
    }
    if (planned && before.share >= 1) {
      return Counting.OVER;
    }
    boolean later = share - before.share >= STEP - 1e-12 || share >= 1;
    return later && means.clock() > before.means.clock() * 1.002
        ? Counting.COUNTS
        : Counting.TOO_CLOSE;
  }

  /**
   * Whether one arm has much of the variance and units may be much larger than their mean, so that
   * a ratio is far from normal when it begins to count. It is not if units count as 0 or 1, or if
   * arms are equal.
   */
  boolean isHeavy(EffectScale scale) {
    return scale == EffectScale.RELATIVE && means.events() * skewness() > means.sizes();
  }

  private boolean ready(EffectScale scale) {
    if (!(means.aa() > 0 && means.bb() > 0 && means.clock() > 0)) {
      return false;
    }
    if (scale == EffectScale.RELATIVE) {
      return means.a() > 0 && means.b() > 0 && means.events() >= EVENTS;
    }
    return means.sizes() >= Math.max(SIZES, EVENTS * skewness());
  }

  /**
   * How much of the skewness of arms is left in the difference of their means, squared: nothing if
   * their variances are equal, because tails are then equal, and 1 if one of them has it all.
   */
  private double skewness() {
    double ratio = Math.min(means.aa(), means.bb()) / Math.max(means.aa(), means.bb());
    return (1 - ratio) * (1 - ratio) / (1 + ratio);
  }
}
