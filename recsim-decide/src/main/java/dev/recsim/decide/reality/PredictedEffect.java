package dev.recsim.decide.reality;

/**
 * An effect that a simulation predicts.
 *
 * @param effect ln(to / from) of the means of a metric
 * @param fit standard deviation that the log of the fit leaves open, on the same scale; 0 if it is
 *     not known
 * @param changed share of the steps of the first policy at which the second one acts otherwise, in
 *     (0, 1]
 */
public record PredictedEffect(double effect, double fit, double changed) {

  /**
   * Checks the numbers.
   *
   * @param effect ln(to / from)
   * @param fit its standard deviation by the fit
   * @param changed share of steps
   * @throws IllegalArgumentException if a number is not finite, fit is negative, or changed is not
   *     in (0, 1]
   */
  public PredictedEffect {
    if (!Double.isFinite(effect) || !(fit >= 0) || !Double.isFinite(fit)) {
      throw new IllegalArgumentException("not an effect: " + effect + " with " + fit);
    }
    if (!(changed > 0 && changed <= 1)) {
      throw new IllegalArgumentException(
          "the share of steps that change must be above 0 and at most 1, not " + changed);
    }
  }
}
