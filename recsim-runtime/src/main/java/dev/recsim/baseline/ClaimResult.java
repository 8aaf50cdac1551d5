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

  static ClaimResult incomplete(Claim claim, String problem) {
    return new ClaimResult(
        claim, Outcome.INCOMPLETE, 0, Double.NaN, Optional.empty(), 0, Double.NaN, problem);
  }
}
