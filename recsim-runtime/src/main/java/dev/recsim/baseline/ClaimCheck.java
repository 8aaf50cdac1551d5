package dev.recsim.baseline;

import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import dev.recsim.stats.MeanDifference;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Tests claims on a run alone: a claim HOLDS if the lower bound of its value is at the threshold or
 * above, is BROKEN if the upper bound is below it, each with probability alpha of being wrong.
 */
final class ClaimCheck {
  /** Rounding that may part a score from the optimum it equals. */
  private static final double EXACT = 1e-9;

  private final Snapshot current;
  private final Margin margin;

  ClaimCheck(Snapshot current, Margin margin) {
    this.current = current;
    this.margin = margin;
  }

  ClaimResult at(Claim claim, Look look) {
    if (claim instanceof Claim.ShareOfOptimum share) {
      if (current.optimum() == null || !(current.optimum() > 0)) {
        return ClaimResult.incomplete(claim, "the world's optimum is not known or not above 0");
      }
      double[] shares =
          Arrays.stream(scores(share.agent(), look)).map(it -> it / current.optimum()).toArray();
      return result(claim, shares, look, share.atLeast(), false);
    }
    if (claim instanceof Claim.MeanReward reward) {
      return result(claim, scores(reward.agent(), look), look, reward.atLeast(), false);
    }
    if (claim instanceof Claim.Beats beats) {
      return result(claim, differences(beats.agent(), beats.other(), look), look, 0, true);
    }
    Claim.NotWorseThan not = (Claim.NotWorseThan) claim;
    double delta = margin.around(Estimate.of(scores(not.other(), look)).mean());
    return result(claim, differences(not.agent(), not.other(), look), look, -delta, false);
  }

  private double[] scores(String agent, Look look) {
    return current.agent(agent).orElseThrow().scores(look.seeds());
  }

  private double[] differences(String agent, String other, Look look) {
    double[] scores = scores(agent, look);
    double[] others = scores(other, look);
    List<Integer> seeds = look.seeds();
    double[] differences = new double[seeds.size()];
    Arrays.setAll(differences, i -> scores[i] - others[i]);
    return differences;
  }

  private static ClaimResult result(
      Claim claim, double[] values, Look look, double threshold, boolean strict) {
    double mean = Estimate.of(values).mean();
    Optional<Interval> bounds =
        values.length < 2
            ? Optional.empty()
            : Optional.of(MeanDifference.of(values).bounds(look.alpha()));
    Outcome outcome = bounds.map(it -> outcome(it, threshold, strict)).orElse(Outcome.UNDECIDED);
    return new ClaimResult(
        claim, outcome, values.length, mean, bounds, look.alpha(), threshold, null);
  }

  private static Outcome outcome(Interval bounds, double threshold, boolean strict) {
    double least = strict ? threshold : threshold - EXACT * Math.max(1, Math.abs(threshold));
    if (strict ? bounds.low() > least : bounds.low() >= least) {
      return Outcome.HOLDS;
    }
    return (strict ? bounds.high() <= threshold : bounds.high() < least)
        ? Outcome.BROKEN
        : Outcome.UNDECIDED;
  }
}
