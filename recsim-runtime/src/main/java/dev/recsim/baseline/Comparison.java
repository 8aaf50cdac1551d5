package dev.recsim.baseline;

import dev.recsim.baseline.Pairing.Method;
import dev.recsim.baseline.rule.Change;
import dev.recsim.baseline.rule.Quantity;
import dev.recsim.stats.Interval;
import dev.recsim.stats.MeanDifference;
import java.util.List;
import java.util.Optional;

/**
 * The verdict on a quantity of an agent, its score or a guarded metric, against the baseline.
 *
 * @param agent its name
 * @param quantity what was compared
 * @param outcome the verdict
 * @param changes keys of its definition that changed
 * @param method how values were compared
 * @param seeds of the current run
 * @param baselineSeeds of the baseline
 * @param best for a NEW agent, the best agent of the baseline, whose score is {@code baseline};
 *     null for others
 * @param baseline mean of the baseline on its seeds; NaN if there is none
 * @param current mean of the run on its seeds; NaN if there is none
 * @param difference current minus baseline; NaN if nothing was compared
 * @param bounds one-sided bounds of the difference, each at {@code alpha}; empty for a single seed
 *     and if nothing was tested
 * @param alpha the level of each bound, which is the share of the error rate of this look
 * @param margin loss that is tolerated, in units of the quantity
 * @param lossPValue p-value of the hypothesis that nothing was lost; 1 if nothing was tested
 * @param seedsToDecide number of seeds that would decide with power 0.9 if the agent did not
 *     change; 0 if not needed or unknown
 * @param problem why there is no comparison; null if there is one
 */
public record Comparison(
    String agent,
    Quantity quantity,
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
    double lossPValue,
    int seedsToDecide,
    String problem) {
  private static final Quantity SCORE = Quantity.score(null);

  public Comparison {
    changes = List.copyOf(changes);
  }

  static Comparison incomplete(String agent, Quantity quantity, String problem) {
    return unjudged(agent, quantity, Outcome.INCOMPLETE, problem);
  }

  /** The comparison of a quantity that cannot be judged. */
  static Comparison unjudged(String agent, Quantity quantity, Outcome outcome, String problem) {
    return untested(
        agent, quantity, outcome, 0, 0, null, Double.NaN, Double.NaN, Optional.of(problem));
  }

  /** The comparison of a quantity without a value on some seed. */
  static Comparison withoutValue(String agent, Quantity quantity, Pairing it, String problem) {
    return untested(
        agent,
        quantity,
        Outcome.NO_VALUE,
        it.now().length,
        it.then().length,
        null,
        it.baseline(),
        it.current(),
        Optional.of(problem));
  }

  static Comparison removed(String agent, int seeds, double baseline) {
    return untested(
        agent, SCORE, Outcome.REMOVED, 0, seeds, null, baseline, Double.NaN, Optional.empty());
  }

  static Comparison added(
      String agent, int seeds, double current, String best, double baselineOfBest) {
    return untested(
        agent, SCORE, Outcome.NEW, seeds, 0, best, baselineOfBest, current, Optional.empty());
  }

  private static Comparison untested(
      String agent,
      Quantity quantity,
      Outcome outcome,
      int seeds,
      int baselineSeeds,
      String best,
      double baseline,
      double current,
      Optional<String> problem) {
    return new Comparison(
        agent,
        quantity,
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
        problem.orElse(null));
  }

  /**
   * The comparison of a quantity with values on both sides.
   *
   * @param tested the difference; empty if the values are identical, or too few to test
   */
  static Comparison of(
      String agent,
      Quantity quantity,
      Outcome outcome,
      Pairing pairing,
      Optional<MeanDifference> tested,
      double alpha,
      double margin,
      int seedsToDecide) {
    return new Comparison(
        agent,
        quantity,
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
        tested.map(it -> gain(it, quantity).dropPValue()).orElse(1.0),
        seedsToDecide,
        null);
  }

  /** A difference as a gain: above 0 if it is for the better. */
  static MeanDifference gain(MeanDifference difference, Quantity quantity) {
    return quantity.lowerIsBetter() ? difference.negated() : difference;
  }

  /** The name by which reports show it and {@code recsim.accept} accepts it. */
  public String name() {
    return quantity.of(agent);
  }

  /** Whether a guarded metric was compared and not the score. */
  public boolean ofGuard() {
    return !quantity.isScore();
  }

  /** Whether the mean got worse by more than the margin, independent of the verdict. */
  public boolean lost() {
    double rounding = Check.ROUNDING * Math.max(Math.abs(current), Math.abs(baseline));
    return quantity.gain(difference) < -margin - rounding;
  }

  /** Whether the bounds show that the quantity got worse. */
  public boolean significantlyWorse() {
    return bounds.filter(it -> quantity.lowerIsBetter() ? it.low() > 0 : it.high() < 0).isPresent();
  }

  /** A copy with the changes of the agent's definition. */
  public Comparison with(List<Change> definition) {
    return with(outcome, definition);
  }

  /** A copy with another verdict and the changes of the agent's definition. */
  Comparison with(Outcome verdict, List<Change> definition) {
    return new Comparison(
        agent,
        quantity,
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
        lossPValue,
        seedsToDecide,
        problem);
  }
}
