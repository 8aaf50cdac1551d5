package dev.recsim.app.worlds;

import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.ClaimResult.Sample;
import dev.recsim.rule.Claim;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import dev.recsim.stats.MeanDifference;
import dev.recsim.trial.TrialResult.Completed;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Tests a claim in one world.
 *
 * @param first trials of the agent of the claim
 * @param second trials of the other one, in the same sessions
 * @param alpha error rate of each bound of a difference that is not exact
 */
record WorldValue(List<Completed> first, List<Completed> second, double alpha) {
  /** The claim about fixed policies: the mean over an agent's policies, by the same sessions. */
  ClaimResult fixed(Claim.OfTwo claim) {
    if (isExact(first) && isExact(second)) {
      double gain = mean(first) - mean(second);
      return tested(claim, Sample.seeds(first.size()), gain, Optional.of(new Interval(gain, gain)));
    }
    double[] ours = sessions(first);
    double[] theirs = sessions(second);
    double[] gains = new double[ours.length];
    for (int i = 0; i < gains.length; i++) {
      gains[i] = ours[i] - theirs[i];
    }
    return tested(claim, Sample.sessions(gains.length), Estimate.mean(gains), bounds(gains));
  }

  /** The claim about agents that were trained in the world: paired by seed. */
  ClaimResult retrained(Claim.OfTwo claim) {
    double[] gains = new double[first.size()];
    for (int i = 0; i < gains.length; i++) {
      gains[i] = first.get(i).score() - second.get(i).score();
    }
    return tested(claim, Sample.seeds(gains.length), Estimate.mean(gains), bounds(gains));
  }

  private ClaimResult tested(
      Claim.OfTwo claim, Sample sample, double gain, Optional<Interval> bounds) {
    double other = mean(second);
    double threshold = claim instanceof Claim.NotWorseThan it ? 0 - it.margin().around(other) : 0;
    double scale = Math.max(Math.abs(mean(first)), Math.abs(other));
    return ClaimResult.tested(claim, sample, gain, bounds, alpha, threshold, scale);
  }

  private Optional<Interval> bounds(double[] gains) {
    return gains.length < 2
        ? Optional.empty()
        : Optional.of(MeanDifference.of(gains).bounds(alpha));
  }

  private static boolean isExact(List<Completed> trials) {
    return trials.stream().map(Completed::exactValue).allMatch(Objects::nonNull);
  }

  private static double mean(List<Completed> trials) {
    return Estimate.mean(trials.stream().mapToDouble(Completed::score).toArray());
  }

  /** The mean reward of each session over the policies of an agent. */
  private static double[] sessions(List<Completed> trials) {
    double[] means = new double[trials.get(0).rewards().length];
    for (int i = 0; i < means.length; i++) {
      int session = i;
      means[i] = Estimate.mean(trials.stream().mapToDouble(it -> it.rewards()[session]).toArray());
    }
    return means;
  }
}
