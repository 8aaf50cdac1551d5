package dev.recsim.baseline;

import dev.recsim.stats.Interval;
import java.util.Optional;

/**
 * What a check says of an agent against its baseline.
 *
 * @param agent its name
 * @param outcome the verdict
 * @param method how it was found
 * @param seeds how many seeds of the current run it rests on
 * @param baselineSeeds how many of the baseline
 * @param baseline mean score of the baseline on those; NaN where there is none
 * @param current mean score now; NaN where there is none
 * @param difference current less baseline; NaN where there is none
 * @param bounds one-sided bounds of the difference, each at {@code alpha}; empty for a single seed
 *     and where there is no difference to tell
 * @param alpha the level of each bound: what this look may spend
 * @param margin drop that is still good, in units of the score
 * @param dropPValue p-value against "it did not drop"; 1 where nothing was tested
 * @param seedsToDecide seeds that would decide, if nothing changed, with power 0.9; 0 where that is
 *     not asked or not known
 * @param problem why there is no comparison; null where there is one
 */
public record Comparison(
    String agent,
    Outcome outcome,
    Method method,
    int seeds,
    int baselineSeeds,
    double baseline,
    double current,
    double difference,
    Optional<Interval> bounds,
    double alpha,
    double margin,
    double dropPValue,
    int seedsToDecide,
    String problem) {

  /** How scores were compared. */
  public enum Method {
    /** Digests of all session rewards are equal. */
    EXACT,
    /** Seed by seed. */
    PAIRED,
    /** As independent samples: the runs share too few seeds. */
    WELCH,
    /** Not at all. */
    NONE
  }

  static Comparison incomplete(String agent, String problem) {
    return new Comparison(
        agent,
        Outcome.INCOMPLETE,
        Method.NONE,
        0,
        0,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Optional.empty(),
        0,
        0,
        1,
        0,
        problem);
  }

  /** Whether it is better than the baseline beyond doubt. */
  public boolean improved() {
    return bounds.filter(it -> it.low() > 0).isPresent();
  }

  /** The same with another verdict. */
  public Comparison with(Outcome other) {
    return new Comparison(
        agent,
        other,
        method,
        seeds,
        baselineSeeds,
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
