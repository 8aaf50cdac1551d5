package dev.recsim.baseline;

import dev.recsim.baseline.rule.Claim;
import dev.recsim.stats.Interval;
import java.util.Optional;

/**
 * The result of the test of a claim.
 *
 * @param claim the claim
 * @param outcome HOLDS, UNDECIDED, BROKEN or INCOMPLETE
 * @param seeds number of seeds tested
 * @param value the value tested: a share, a score, a metric, or a difference of scores
 * @param bounds one-sided bounds of the value, each at {@code alpha}; empty for a single seed
 * @param alpha the level of each bound
 * @param threshold the value must be at least this (of {@code beats}: above)
 * @param problem why it could not be tested; null if it was tested
 */
public record ClaimResult(
    Claim claim,
    Outcome outcome,
    int seeds,
    double value,
    Optional<Interval> bounds,
    double alpha,
    double threshold,
    String problem) {

  /**
   * Tests a claim by the bounds of its value: it HOLDS if the lower bound is at the threshold or
   * above (of {@code beats}: above), and is BROKEN if the upper bound is not.
   *
   * @param seeds number of seeds, or of sessions of a log
   * @param bounds one-sided bounds of the value, each at alpha; empty if they are unknown
   * @param scale size of the numbers that the value was computed from, for rounding
   */
  public static ClaimResult tested(
      Claim claim,
      int seeds,
      double value,
      Optional<Interval> bounds,
      double alpha,
      double threshold,
      double scale) {
    double rounding = Check.ROUNDING * Math.max(scale, Math.abs(threshold));
    boolean strict = claim instanceof Claim.Beats;
    double least = strict ? threshold + rounding : threshold - rounding;
    Outcome outcome = bounds.map(it -> outcome(it, least, strict)).orElse(Outcome.UNDECIDED);
    return new ClaimResult(claim, outcome, seeds, value, bounds, alpha, threshold, null);
  }

  private static Outcome outcome(Interval bounds, double least, boolean strict) {
    if (strict ? bounds.low() > least : bounds.low() >= least) {
      return Outcome.HOLDS;
    }
    return (strict ? bounds.high() <= least : bounds.high() < least)
        ? Outcome.BROKEN
        : Outcome.UNDECIDED;
  }

  /** The same verdict on minus the value. */
  ClaimResult negative() {
    return new ClaimResult(
        claim,
        outcome,
        seeds,
        0 - value,
        bounds.map(it -> new Interval(0 - it.high(), 0 - it.low())),
        alpha,
        0 - threshold,
        problem);
  }

  /** A claim that could not be tested. */
  public static ClaimResult incomplete(Claim claim, String problem) {
    return new ClaimResult(
        claim, Outcome.INCOMPLETE, 0, Double.NaN, Optional.empty(), 0, Double.NaN, problem);
  }
}
