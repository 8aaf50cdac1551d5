package dev.recsim.fit.judge;

import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.stats.Estimate;

/**
 * Compares what a model gains among users who are not in the fit with what it gains among users of
 * the fit.
 *
 * @param inside gain of each decision or user of the fit, in nats
 * @param outside the same of others
 */
public record HeldUsers(double[] inside, double[] outside) {
  private static final double ALPHA = 0.01;

  /** Judges the ratio of the gains: FAILS if it is below the threshold, with an error of 1 %. */
  public FitFinding finding(double threshold) {
    Estimate known = Estimate.of(inside);
    Estimate others = Estimate.of(outside);
    double ratio = others.mean() / known.mean();
    double deviation =
        Math.hypot(others.standardError(), ratio * known.standardError()) / Math.abs(known.mean());
    boolean reached = ratio > threshold && known.mean() > 0;
    boolean open = ratio + Chance.normal(ALPHA) * deviation > threshold;
    String measured =
        "The model gains %s nats among users who are not in the fit, and %s among those of the fit."
            .formatted(NumberText.text(others.mean()), NumberText.text(known.mean()));
    return new FitFinding(
        "held_users",
        reached ? Verdict.PASSES : open ? Verdict.UNDECIDED : Verdict.FAILS,
        ratio,
        threshold,
        threshold,
        reached
            ? measured
            : measured
                + (open
                    ? " Chance can explain that; log more users."
                    : " It knows users by heart and says little about others."));
  }
}
