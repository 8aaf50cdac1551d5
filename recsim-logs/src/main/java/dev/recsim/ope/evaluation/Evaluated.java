package dev.recsim.ope.evaluation;

import dev.recsim.logs.LogReport;
import dev.recsim.ope.Spread;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The result of an evaluation.
 *
 * @param log what was read and excluded
 * @param kind {@code decisions}, {@code slates} or {@code sessions}
 * @param logged the policy that was logged
 * @param targets the target policies, in the order of the file
 * @param differences the differences that were asked for
 */
public record Evaluated(
    LogReport log,
    String kind,
    Estimated logged,
    List<OfTarget> targets,
    List<Difference> differences) {

  /**
   * A target policy.
   *
   * @param effect against the logged policy
   * @param estimates empty if it is refused; the first one is that of claims
   * @param refusals why the log does not answer; empty if it does
   * @param contradiction why claims are refused all the same: two estimators do not agree
   */
  public record OfTarget(
      String name,
      Weights weights,
      Effect effect,
      List<Estimated> estimates,
      List<String> refusals,
      List<String> warnings,
      Optional<String> contradiction) {
    public boolean refused() {
      return !refusals.isEmpty();
    }

    /** What is doubtful about the answer: the contradiction and the warnings. */
    public List<String> doubts() {
      return Stream.concat(contradiction.stream(), warnings.stream()).toList();
    }
  }

  /**
   * How much more a target earns than the logged policy, on the same sessions.
   *
   * @param relative whether figures are shares of what the logged policy earned; else they are
   *     rewards of a session, because the log does not show that these are above 0 on average
   * @param value NaN if there are refusals
   * @param bounds each with the error rate of claims; empty if there are refusals
   * @param refusals those of the target, and of the difference
   */
  public record Effect(
      boolean relative, double value, Optional<Interval> bounds, List<String> refusals) {}

  /**
   * Weights of the sessions.
   *
   * @param tailIndex Pareto index of what groups of sessions contribute to the estimate; 0 if the
   *     weights alone are refused
   */
  public record Weights(
      double effectiveSample, double mean, double largest, double unsupported, double tailIndex) {}

  /**
   * An estimate.
   *
   * @param estimator its name
   * @param value reward of a session
   * @param standardError by the delta method; NaN for estimators whose error is not only that of
   *     sampling
   * @param interval over sessions; empty for the same estimators
   */
  public record Estimated(
      String estimator, double value, double standardError, Optional<Interval> interval) {}

  /**
   * A difference between two policies on the same sessions.
   *
   * @param of name of a target
   * @param to name of a target or {@code logged}
   * @param spread of the difference; empty if there are refusals
   * @param refusals those of both, and of the difference
   */
  public record Difference(
      String of,
      String to,
      long sessions,
      double other,
      Optional<Spread> spread,
      List<String> refusals) {}
}
