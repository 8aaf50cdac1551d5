package dev.recsim.baseline;

import dev.recsim.baseline.rule.Claim;
import dev.recsim.stats.Interval;
import java.util.Optional;

/**
 * What a check says of a claim.
 *
 * @param claim which
 * @param outcome HOLDS, UNDECIDED, BROKEN or INCOMPLETE
 * @param seeds how many seeds it rests on
 * @param value what the claim is about: a share, a score, or a difference of scores
 * @param bounds one-sided bounds of the value, each at {@code alpha}; empty for a single seed
 * @param alpha the level of each bound
 * @param threshold the value must be at least this (of {@code beats}: above)
 * @param problem why it could not be tested; null where it could
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

  static ClaimResult incomplete(Claim claim, String problem) {
    return new ClaimResult(
        claim, Outcome.INCOMPLETE, 0, Double.NaN, Optional.empty(), 0, Double.NaN, problem);
  }
}
