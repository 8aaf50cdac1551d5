package dev.recsim.ope.evaluation;

import dev.recsim.logs.LogReport;
import dev.recsim.ope.Moments;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Optional;

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
   * @param estimates empty if it is refused; the first one is that of claims
   * @param likelihood interval by empirical likelihood; empty for sessions of several steps, and if
   *     the range of rewards is not known
   * @param refusals why the log does not answer; empty if it does
   */
  public record OfTarget(
      String name,
      Weights weights,
      List<Estimated> estimates,
      Optional<Interval> likelihood,
      List<String> refusals,
      List<String> warnings) {
    public boolean refused() {
      return !refusals.isEmpty();
    }
  }

  /** Weights of the sessions. */
  public record Weights(double effectiveSample, double mean, double largest, double unsupported) {}

  /**
   * An estimate.
   *
   * @param estimator its name
   * @param value reward of a session
   * @param standardError by the delta method; NaN for estimators whose error is not that of
   *     sampling
   * @param delta interval by the delta method
   * @param bootstrap percentile interval over sessions
   */
  public record Estimated(
      String estimator,
      double value,
      double standardError,
      Optional<Interval> delta,
      Optional<Interval> bootstrap) {}

  /**
   * A difference between two policies on the same sessions.
   *
   * @param of name of a target
   * @param to name of a target or {@code logged}
   * @param refusals those of both; the other values are NaN if there are any
   */
  public record Difference(
      String of,
      String to,
      long sessions,
      double value,
      double other,
      double standardError,
      List<String> refusals) {
    /** One-sided bounds, each at alpha. */
    public Interval bounds(double alpha) {
      double half = Moments.quantile(1 - alpha) * standardError;
      return new Interval(value - half, value + half);
    }
  }
}
