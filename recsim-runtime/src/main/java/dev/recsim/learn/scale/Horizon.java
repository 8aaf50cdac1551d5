package dev.recsim.learn.scale;

import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;

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
 * estimates are fixed, the discount is 0.95 and the unit 5. Estimates are a tensor of the
 * parameters.
 */
public final class Horizon {
  private static final float SHORTEST = 20;
  private static final float LONGEST = 100;
  private static final double UNIT = 5;

  private final Double discount;
  private final Double unit;

  /** The horizon and the size of a reward; null if nothing is estimated. */
  private final float[] estimates;

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
   * @param estimates as from {@link #start()} or an earlier horizon, overwritten by {@link #fix()};
   *     null if both are given
   */
  public Horizon(Double discount, Double unit, float[] estimates) {
    this.discount = discount;
    this.unit = unit;
    this.estimates = estimates;
  }

  /** The estimates before anything was seen. */
  public static float[] start() {
    return new float[] {SHORTEST, 1};
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
    return estimates != null;
  }

  /** Counts a step; steps of a session arrive in order. */
  public void measure(Step step) {
    length++;
    if (step.status() != Status.CONTINUES) {
      sessions++;
      lengths += length;
      squaredLengths += (double) length * length;
      length = 0;
    }
    rewards += step.reward() == 0 ? 0 : 1;
    squaredRewards += step.reward() * step.reward();
  }

  /** Fixes the estimates; what is given is not estimated. */
  public void fix() {
    if (discount == null && sessions > 1) {
      double mean = lengths / sessions;
      double deviation = Math.sqrt(Math.max(0, squaredLengths / sessions - mean * mean));
      estimates[0] = (float) Math.max(SHORTEST, Math.min(mean - deviation, LONGEST));
    }
    if (unit == null && rewards > 0) {
      estimates[1] = (float) Math.sqrt(squaredRewards / rewards);
    }
  }
}
