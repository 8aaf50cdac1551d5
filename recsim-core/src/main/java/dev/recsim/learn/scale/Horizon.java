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
 *
 * <p>An estimated horizon may grow. Where random users leave early and a good policy keeps them, 20
 * steps are too few, and warm-up cannot show it. If the agent's own choices keep users three times
 * as long as warm-up did, the horizon grows to 200 over the next 15 % of the training.
 */
public final class Horizon {
  private static final float SHORTEST = 20;
  private static final float LONGEST = 100;
  private static final double UNIT = 5;

  /** How much longer than in warm-up sessions are if the horizon grows. */
  private static final double LONGER = 3;

  /** Fewest sessions of warm-up, and sessions of this length afterwards, that are compared. */
  private static final int COMPARED = 50;

  private static final float GROWN = 200;

  /** Share of the training over which the horizon grows. */
  private static final double GROWTH = 0.15;

  /** Share of the training over which the longer horizon is news. */
  private static final double NEWS = 0.3;

  /** The horizon does not grow. */
  private static final double NEVER = 2;

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
   * The estimate, and the mean length of sessions, before the first gradient step; 0 if unknown.
   */
  private float first;

  private double firstLength;

  /** Steps since the last checkpoint that the agent chose, and those that ended a session. */
  private long chosen;

  private long endings;

  private double news;

  /** Mean length of sessions when the horizon began to grow. */
  private double grownLength;

  private boolean lost;

  /** Share of the training that was over when the horizon began to grow. */
  private double start = NEVER;

  /**
   * Creates a horizon.
   *
   * @param discount of a step, 0 to 1; null to estimate it
   * @param unit of the values, above 0; null to estimate it
   */
  public Horizon(Double discount, Double unit) {
    this.discount = discount;
    this.unit = unit;
  }

  /** {@return the horizon and the size of a reward, to be saved; not a copy} */
  public float[] estimates() {
    return estimates;
  }

  /** {@return discount of a step} */
  public double discount() {
    return discount != null ? discount : 1 - 1 / (double) estimates[0];
  }

  /** {@return whether the discount is estimated, and above 0.95} */
  public boolean isLong() {
    return discount == null && estimates[0] > SHORTEST;
  }

  /** {@return unit of the values} */
  public double unit() {
    return unit != null ? unit : UNIT * estimates[1];
  }

  /** {@return whether the discount or the unit is estimated} */
  public boolean isEstimated() {
    return discount == null || unit == null;
  }

  /**
   * Counts a step; steps of a session arrive in order.
   *
   * @param step the step
   */
  public void measure(Step step) {
    measure(step, false);
  }

  /**
   * Counts a step; steps of a session arrive in order.
   *
   * @param step the step
   * @param own whether the agent chose the slate by what it has learned, not at random
   */
  public void measure(Step step, boolean own) {
    if (own && fixed) {
      chosen++;
      endings += step.ended() ? 1 : 0;
    }
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
      first = estimates[0];
      firstLength = sessions >= COMPARED ? mean : 0;
    }
    if (!fixed && unit == null && rewards > 0) {
      estimates[1] = (float) Math.sqrt(squaredRewards / rewards);
    }
    keep();
  }

  /**
   * Compares the steps since the last checkpoint with those before the first gradient step: the
   * mean length of sessions is one by the share of steps that end one.
   *
   * @param progress share of the training that is over
   * @return whether the horizon begins to grow
   */
  public boolean compare(double progress) {
    if (firstLength == 0 || chosen < COMPARED * firstLength) {
      return false;
    }
    double length = chosen / (endings + 1.0);
    chosen = 0;
    endings = 0;
    lost = grows() && news == 0 && length < grownLength / 2;
    if (grows() || length <= LONGER * firstLength) {
      return false;
    }
    grownLength = length;
    start = progress;
    return true;
  }

  /** {@return whether the horizon has begun to grow} */
  public boolean grows() {
    return start < NEVER;
  }

  /**
   * {@return whether the agent's choices, at the last comparison, kept users less than half as long
   * as when the horizon began to grow, although the longer horizon is no news anymore}
   */
  public boolean lost() {
    return lost;
  }

  /**
   * Lets a horizon that has begun to grow grow.
   *
   * @param progress share of the training that is over
   */
  public void grow(double progress) {
    if (grows()) {
      double over = Math.min(1, (progress - start) / GROWTH);
      estimates[0] = (float) (first * StrictMath.pow(GROWN / first, over));
      news = Math.max(0, 1 - (progress - start) / NEWS);
    }
  }

  /**
   * {@return how new the longer horizon is: 1 when it begins to grow, falling to 0 over the next 30
   * % of the training; 0 if it has not begun}
   */
  public double news() {
    return news;
  }

  /** Fixes the estimates as they are, for those that were saved. */
  public void keep() {
    fixed = true;
  }
}
