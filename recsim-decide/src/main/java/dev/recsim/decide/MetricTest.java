package dev.recsim.decide;

import dev.recsim.decide.sequence.ConfidenceSequence;
import dev.recsim.decide.sequence.EffectScale;
import dev.recsim.decide.sequence.TestLook.Counting;
import java.util.ArrayList;
import java.util.List;

/**
 * The test of one metric of a treatment: the first look that decides stays.
 *
 * @param bounds of the gain
 * @param threshold gain of a treatment that loses exactly the margin, by {@link
 *     EffectScale#threshold}; NaN if there is none, so that the metric cannot hold
 * @param beats whether only IMPROVED is what it must show, so that HOLDS decides nothing
 */
public record MetricTest(ConfidenceSequence bounds, double threshold, boolean beats) {

  /**
   * A look at a metric. Bounds are of the gain, as {@link EffectScale#change} shows it.
   *
   * @param counting whether it counts; if not, numbers are NaN
   * @param gain its estimate
   * @param lower its lower bound
   * @param upper its upper bound
   * @param here what this look alone shows
   * @param verdict what was decided up to this look
   * @param drift whether the largest lower bound is above the smallest upper one, so that the
   *     effect has changed
   */
  public record Result(
      Counting counting,
      double gain,
      double lower,
      double upper,
      Verdict here,
      Verdict verdict,
      boolean drift) {}

  /**
   * The results of all looks.
   *
   * @param alpha error rate of each side, in (0, 0.5)
   * @return one a look
   */
  public List<Result> results(double alpha) {
    double[] gains = bounds.gains();
    double[] lower = bounds.lower(alpha);
    double[] upper = bounds.upper(alpha);
    List<Counting> counting = bounds.counting();
    List<Result> results = new ArrayList<>();
    Verdict decided = Verdict.UNDECIDED;
    double highest = Double.NEGATIVE_INFINITY;
    double least = Double.POSITIVE_INFINITY;
    for (int look = 0; look < gains.length; look++) {
      Verdict here = Verdict.UNDECIDED;
      if (counting.get(look) == Counting.COUNTS) {
        highest = Math.max(highest, lower[look]);
        least = Math.min(least, upper[look]);
        here = verdict(gains[look], lower[look], upper[look]);
        if (decided == Verdict.UNDECIDED && !(beats && here == Verdict.HOLDS)) {
          decided = here;
        }
      }
      Verdict shown = decided == Verdict.UNDECIDED && here == Verdict.HOLDS ? here : decided;
      results.add(
          new Result(
              counting.get(look),
              gains[look],
              lower[look],
              upper[look],
              here,
              shown,
              highest > least));
    }
    return results;
  }

  private Verdict verdict(double gain, double lower, double upper) {
    if (lower > 0) {
      return Verdict.IMPROVED;
    }
    if (lower >= threshold) {
      return Verdict.HOLDS;
    }
    boolean loss = Double.isNaN(threshold) || gain < threshold;
    return loss && upper < 0 ? Verdict.REGRESSED : Verdict.UNDECIDED;
  }

  /** The first look that shows a regression with this error rate; -1 if none does. */
  int regressed(double alpha) {
    return first(alpha, Verdict.REGRESSED);
  }

  /** The first look that shows an improvement with this error rate; -1 if none does. */
  int improved(double alpha) {
    return first(alpha, Verdict.IMPROVED);
  }

  private int first(double alpha, Verdict verdict) {
    List<Result> results = results(alpha);
    for (int look = 0; look < results.size(); look++) {
      Verdict shown = results.get(look).verdict();
      if (shown == verdict) {
        return look;
      }
      // What was decided first stays; but what holds may still improve.
      if (shown == Verdict.IMPROVED || shown == Verdict.REGRESSED) {
        return -1;
      }
    }
    return -1;
  }
}
