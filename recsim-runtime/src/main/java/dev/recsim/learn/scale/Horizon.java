package dev.recsim.learn.scale;

import dev.recsim.api.Status;
import dev.recsim.api.Step;
import dev.recsim.learn.scale.Standardization.Constants;

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
 * estimates are fixed, the discount is 0.95 and the unit 5. Estimates are tensors of the
 * parameters.
 */
public final class Horizon {
  private static final float SHORTEST = 20;
  private static final float LONGEST = 100;
  private static final double UNIT = 5;

  private final Double discount;
  private final Double unit;

  /** The horizon and the size of a reward, [1] each; null if nothing is estimated. */
  private final float[] horizon;

  private final float[] reward;

  private long length;
  private long sessions;
  private double lengths;
  private double squaredLengths;
  private long rewards;
  private double squaredRewards;

  /**
   * Creates a horizon whose estimates are tensors made by {@code constants}.
   *
   * @param discount null to estimate it
   * @param unit null to estimate it
   */
  public Horizon(Double discount, Double unit, Constants constants) {
    boolean given = discount != null && unit != null;
    this.discount = discount;
    this.unit = unit;
    this.horizon = given ? null : constants.vector("horizon.steps", 1, SHORTEST);
    this.reward = given ? null : constants.vector("horizon.reward", 1, 1);
  }

  /** Discount of a step. */
  public double discount() {
    return discount != null ? discount : 1 - 1 / (double) horizon[0];
  }

  /** Unit of the values. */
  public double unit() {
    return unit != null ? unit : UNIT * reward[0];
  }

  /** Whether the discount or the unit is estimated. */
  public boolean isEstimated() {
    return horizon != null;
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

  /** Fixes the estimates. */
  public void fix() {
    if (isEstimated() && sessions > 1) {
      double mean = lengths / sessions;
      double deviation = Math.sqrt(Math.max(0, squaredLengths / sessions - mean * mean));
      horizon[0] = (float) Math.max(SHORTEST, Math.min(mean - deviation, LONGEST));
    }
    if (isEstimated() && rewards > 0) {
      reward[0] = (float) Math.sqrt(squaredRewards / rewards);
    }
  }
}
