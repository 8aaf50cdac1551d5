package dev.recsim.baseline;

import dev.recsim.baseline.ClaimResult.Sample;
import dev.recsim.rule.Claim;
import dev.recsim.rule.Look;
import dev.recsim.rule.Margin;
import dev.recsim.rule.Quantity;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import dev.recsim.stats.MeanDifference;
import java.util.Arrays;
import java.util.Optional;

/**
 * Tests claims on a run alone: a claim HOLDS if the lower bound of its value is at the threshold or
 * above (of {@code beats}: above), and is BROKEN if the upper bound is not. Each verdict is wrong
 * with probability alpha if the mean of the value over seeds is about normal; {@code
 * docs/statistics.md} has the error rates if it is not.
 */
record ClaimCheck(Snapshot current, Margin margin) {
  ClaimResult at(Claim claim, Look look) {
    if (claim instanceof Claim.AtLeast atLeast) {
      return atLeast(atLeast, look);
    }
    if (claim instanceof Claim.AtMost atMost) {
      return atMost(atMost, look);
    }
    return difference((Claim.OfTwo) claim, look);
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
      values = metric(claim.agent(), claim.quantity(), look);
      if (Arrays.stream(values).anyMatch(Double::isNaN)) {
        return withoutValue(claim, claim.quantity());
      }
    }
    return result(claim, values, look, claim.atLeast(), largest(values));
  }

  /** Tests that minus the metric is at least minus the bound. */
  private ClaimResult atMost(Claim.AtMost claim, Look look) {
    double[] values = metric(claim.agent(), claim.metric(), look);
    if (Arrays.stream(values).anyMatch(Double::isNaN)) {
      return withoutValue(claim, claim.metric());
    }
    double[] negative = Arrays.stream(values).map(it -> -it).toArray();
    return result(claim, negative, look, -claim.atMost(), largest(values)).negative();
  }

  private double[] metric(String agent, String metric, Look look) {
    return current.agent(agent).orElseThrow().metric(metric, look.seeds());
  }

  private double[] scores(String agent, Look look) {
    return current.agent(agent).orElseThrow().scores(look.seeds());
  }

  private static ClaimResult withoutValue(Claim claim, String metric) {
    return ClaimResult.incomplete(claim, "the metric " + metric + " has no value for every seed");
  }

  /** The difference to the other agent as a gain: a threshold below 0 tolerates a loss. */
  private ClaimResult difference(Claim.OfTwo claim, Look look) {
    Quantity of = claim.of();
    double[] values = current.agent(claim.agent()).orElseThrow().values(of, look.seeds());
    double[] others = current.agent(claim.other()).orElseThrow().values(of, look.seeds());
    double[] gains = new double[values.length];
    Arrays.setAll(gains, i -> of.gain(values[i] - others[i]));
    if (Arrays.stream(gains).anyMatch(Double::isNaN)) {
      return withoutValue(claim, of.metric());
    }
    Margin tolerated = of.margin() == null ? margin : of.margin();
    boolean tolerant = claim instanceof Claim.NotWorseThan;
    double threshold = tolerant ? 0 - tolerated.around(Estimate.of(others).mean()) : 0;
    return result(claim, gains, look, threshold, Math.max(largest(values), largest(others)));
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
    Optional<Interval> bounds =
        values.length < 2
            ? Optional.empty()
            : Optional.of(MeanDifference.of(values).bounds(look.alpha()));
    return ClaimResult.tested(
        claim,
        Sample.seeds(values.length),
        Estimate.of(values).mean(),
        bounds,
        look.alpha(),
        threshold,
        scale);
  }
}
