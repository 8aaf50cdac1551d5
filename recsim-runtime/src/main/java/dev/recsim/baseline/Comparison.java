package dev.recsim.baseline;

import dev.recsim.baseline.Pairing.Method;
import dev.recsim.baseline.rule.Change;
import dev.recsim.stats.Interval;
import dev.recsim.stats.MeanDifference;
import java.util.List;
import java.util.Optional;

/**
 * The verdict on an agent against its baseline.
 *
 * @param agent its name
 * @param outcome the verdict
 * @param changes keys of its definition that changed
 * @param method how scores were compared
 * @param seeds of the current run
 * @param baselineSeeds of the baseline
 * @param best for a NEW agent, the best agent of the baseline, whose score is {@code baseline};
 *     null for others
 * @param baseline mean score of the baseline on its seeds; NaN if there is none
 * @param current mean score of the run on its seeds; NaN if there is none
 * @param difference current minus baseline; NaN if nothing was compared
 * @param bounds one-sided bounds of the difference, each at {@code alpha}; empty for a single seed
 *     and if nothing was tested
 * @param alpha the level of each bound, which is the share of the error rate of this look
 * @param margin drop that is tolerated, in units of the score
 * @param dropPValue p-value of the hypothesis that the score did not drop; 1 if nothing was tested
 * @param seedsToDecide number of seeds that would decide with power 0.9 if the agent did not
 *     change; 0 if not needed or unknown
 * @param problem why there is no comparison; null if there is one
 */
public record Comparison(
    String agent,
    Outcome outcome,
    List<Change> changes,
    Method method,
    int seeds,
    int baselineSeeds,
    String best,
    double baseline,
    double current,
    double difference,
    Optional<Interval> bounds,
    double alpha,
    double margin,
    double dropPValue,
    int seedsToDecide,
    String problem) {
  public Comparison {
    changes = List.copyOf(changes);
  }

  static Comparison incomplete(String agent, String problem) {
    return untested(agent, Outcome.INCOMPLETE, 0, 0, null, Double.NaN, Double.NaN, problem);
  }

  static Comparison removed(String agent, int seeds, double baseline) {
    return untested(agent, Outcome.REMOVED, 0, seeds, null, baseline, Double.NaN, null);
  }

  static Comparison added(
      String agent, int seeds, double current, String best, double baselineOfBest) {
    return untested(agent, Outcome.NEW, seeds, 0, best, baselineOfBest, current, null);
  }

  private static Comparison untested(
      String agent,
      Outcome outcome,
      int seeds,
      int baselineSeeds,
      String best,
      double baseline,
      double current,
      String problem) {
    return new Comparison(
        agent,
        outcome,
        List.of(),
        Method.NONE,
        seeds,
        baselineSeeds,
        best,
        baseline,
        current,
        Double.NaN,
        Optional.empty(),
        0,
        0,
        1,
        0,
        problem);
  }

  /**
   * The comparison of an agent with scores on both sides.
   *
   * @param tested the difference; empty if the scores are identical, or too few to test
   */
  static Comparison of(
      String agent,
      Outcome outcome,
      Pairing pairing,
      Optional<MeanDifference> tested,
      double alpha,
      double margin,
      int seedsToDecide) {
    return new Comparison(
        agent,
        outcome,
        List.of(),
        pairing.method(),
        pairing.now().length,
        pairing.then().length,
        null,
        pairing.baseline(),
        pairing.current(),
        tested.map(MeanDifference::value).orElse(pairing.current() - pairing.baseline()),
        tested.map(it -> it.bounds(alpha)),
        alpha,
        margin,
        tested.map(MeanDifference::dropPValue).orElse(1.0),
        seedsToDecide,
        null);
  }

  /** Whether the mean dropped by more than the margin, independent of the verdict. */
  public boolean dropped() {
    double rounding = Check.ROUNDING * Math.max(Math.abs(current), Math.abs(baseline));
    return difference < -margin - rounding;
  }

  /** A copy with the changes of the agent's definition. */
  public Comparison with(List<Change> definition) {
    return with(outcome, definition);
  }

  /** A copy with another verdict and the changes of the agent's definition. */
  Comparison with(Outcome verdict, List<Change> definition) {
    return new Comparison(
        agent,
        verdict,
        definition,
        method,
        seeds,
        baselineSeeds,
        best,
        baseline,
        current,
        difference,
        bounds,
        alpha,
        margin,
        dropPValue,
        seedsToDecide,
        problem);
  }
}
