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
 * @param best of a NEW agent: the best agent of the baseline, whose score stands as {@code
 *     baseline}; null for others
 * @param baseline mean score of the baseline on its seeds; NaN where there is none
 * @param current mean score of the run on its seeds; NaN where there is none
 * @param difference current minus baseline; NaN where nothing was compared
 * @param bounds one-sided bounds of the difference, each at {@code alpha}; empty for a single seed
 *     and where nothing was tested
 * @param alpha the level of each bound: what this look may spend
 * @param margin drop that is tolerated, in units of the score
 * @param dropPValue p-value against "it did not drop"; 1 where nothing was tested
 * @param seedsToDecide seeds that would decide, if nothing changed, with power 0.9; 0 where that is
 *     not asked or not known
 * @param problem why there is no comparison; null where there is one
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
   * Of an agent with scores on both sides.
   *
   * @param tested the difference; empty where the scores are identical, or too few to test
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

  /** Whether the mean dropped by more than the margin, whatever the verdict is. */
  public boolean dropped() {
    double rounding = Check.ROUNDING * Math.max(Math.abs(current), Math.abs(baseline));
    return difference < -margin - rounding;
  }

  /** The same with the changes of the agent's definition. */
  public Comparison with(List<Change> definition) {
    return with(outcome, definition);
  }

  /** The same with another verdict and the changes of the agent's definition. */
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
