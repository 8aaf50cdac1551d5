package dev.recsim.learn.scale;

import dev.recsim.api.Step;

/**
 * The discount of a learner and the unit of its values: given, or estimated from the sessions
 * before the first gradient step:
 *
 * <pre>{@code
 * horizon  = mean - standard deviation of the sessions' lengths, at least 20 and at most 100
 * discount = 1 - 1 / horizon
 * unit     = 5 sqrt(mean r^2 over the rewards r that are not 0)
 * }</pre>
 *
 * <p>Most sessions last as long as the horizon. Where users may leave at any step, the deviation is
 * about the mean, so the horizon is 20: that they may leave discounts the future already. Until the
 * estimates are fixed, the discount is 0.95 and the unit 5.
 */
public final class Horizon {
  private static final float SHORTEST = 20;
  private static final float LONGEST = 100;
  private static final double UNIT = 5;

  private final Double discount;
  private final Double unit;

  private final float[] estimates = {SHORTEST, 1};
  private boolean fixed;

  private long length;
  private long sessions;
  private double lengths;
  private double squaredLengths;
  private long rewards;
  private double squaredRewards;

  /**
   * Creates a horizon.
   *
   * @param discount null to estimate it
   * @param unit null to estimate it
   */
  public Horizon(Double discount, Double unit) {
    this.discount = discount;
    this.unit = unit;
  }

  /** The horizon and the size of a reward, to be saved; not a copy. */
  public float[] estimates() {
    return estimates;
  }

  /** Discount of a step. */
  public double discount() {
    return discount != null ? discount : 1 - 1 / (double) estimates[0];
  }

  /** Unit of the values. */
  public double unit() {
    return unit != null ? unit : UNIT * estimates[1];
  }

  /** Whether the discount or the unit is estimated. */
  public boolean isEstimated() {
    return discount == null || unit == null;
  }

  /** Counts a step; steps of a session arrive in order. */
  public void measure(Step step) {
    length++;
    if (!step.continues()) {
      sessions++;
      lengths += length;
      squaredLengths += (double) length * length;
      length = 0;
    }
    rewards += step.reward() == 0 ? 0 : 1;
    squaredRewards += step.reward() * step.reward();
  }

  /** Fixes the estimates of what is not given; the first call counts. */
  public void fix() {
    if (!fixed && discount == null && sessions > 1) {
      double mean = lengths / sessions;
      double deviation = Math.sqrt(Math.max(0, squaredLengths / sessions - mean * mean));
      estimates[0] = (float) Math.max(SHORTEST, Math.min(mean - deviation, LONGEST));
    }
    if (!fixed && unit == null && rewards > 0) {
      estimates[1] = (float) Math.sqrt(squaredRewards / rewards);
    }
    keep();
  }

  /** Fixes the estimates as they are, for those that were saved. */
  public void keep() {
    fixed = true;
  }
}
