package dev.recsim.baseline;

import dev.recsim.baseline.rule.Claim;
import dev.recsim.baseline.rule.Look;
import dev.recsim.baseline.rule.Margin;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import dev.recsim.stats.MeanDifference;
import java.util.Arrays;
import java.util.Optional;

/**
 * Tests claims on a run alone: a claim HOLDS if the lower bound of its value is at the threshold or
 * above (of {@code beats}: above), and is BROKEN if the upper bound is not. Each verdict is wrong
 * with probability alpha if the mean of the value over seeds is about normal; {@code
 * docs/error-rates.md} has the error rates if it is not.
 */
final class ClaimCheck {
  private final Snapshot current;
  private final Margin margin;

  ClaimCheck(Snapshot current, Margin margin) {
    this.current = current;
    this.margin = margin;
  }

  ClaimResult at(Claim claim, Look look) {
    if (claim instanceof Claim.AtLeast atLeast) {
      return atLeast(atLeast, look);
    }
    if (claim instanceof Claim.Beats beats) {
      return difference(claim, beats.other(), 0, look);
    }
    Claim.NotWorseThan not = (Claim.NotWorseThan) claim;
    double delta = margin.around(Estimate.of(scores(not.other(), look)).mean());
    return difference(claim, not.other(), 0 - delta, look);
  }

  private ClaimResult atLeast(Claim.AtLeast claim, Look look) {
    double[] values = scores(claim.agent(), look);
    if (claim.quantity().equals(Claim.SHARE_OF_OPTIMUM)) {
      if (current.optimum() == null || !(current.optimum() > 0)) {
        return ClaimResult.incomplete(
            claim, "the environment's optimum is not known or not above 0");
      }
      values = Arrays.stream(values).map(it -> it / current.optimum()).toArray();
    } else if (claim.ofMetric()) {
      values = current.agent(claim.agent()).orElseThrow().metric(claim.quantity(), look.seeds());
      if (Arrays.stream(values).anyMatch(Double::isNaN)) {
        return ClaimResult.incomplete(
            claim, "the metric " + claim.quantity() + " has no value for every seed");
      }
    }
    return result(claim, values, look, claim.atLeast(), largest(values));
  }

  private double[] scores(String agent, Look look) {
    return current.agent(agent).orElseThrow().scores(look.seeds());
  }

  private ClaimResult difference(Claim claim, String other, double threshold, Look look) {
    double[] scores = scores(claim.agent(), look);
    double[] others = scores(other, look);
    double[] differences = new double[scores.length];
    Arrays.setAll(differences, i -> scores[i] - others[i]);
    return result(claim, differences, look, threshold, Math.max(largest(scores), largest(others)));
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElseThrow();
  }

  /**
   * The result of a claim.
   *
   * @param scale size of the numbers that the values were computed from
   */
  private static ClaimResult result(
      Claim claim, double[] values, Look look, double threshold, double scale) {
    double rounding = Check.ROUNDING * Math.max(scale, Math.abs(threshold));
    boolean strict = claim instanceof Claim.Beats;
    double least = strict ? threshold + rounding : threshold - rounding;
    double mean = Estimate.of(values).mean();
    Optional<Interval> bounds =
        values.length < 2
            ? Optional.empty()
            : Optional.of(MeanDifference.of(values).bounds(look.alpha()));
    Outcome outcome = bounds.map(it -> outcome(it, least, strict)).orElse(Outcome.UNDECIDED);
    return new ClaimResult(
        claim, outcome, values.length, mean, bounds, look.alpha(), threshold, null);
  }

  private static Outcome outcome(Interval bounds, double least, boolean strict) {
    if (strict ? bounds.low() > least : bounds.low() >= least) {
      return Outcome.HOLDS;
    }
    return (strict ? bounds.high() <= least : bounds.high() < least)
        ? Outcome.BROKEN
        : Outcome.UNDECIDED;
  }
}
