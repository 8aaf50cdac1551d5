package dev.recsim.report.results;

import dev.recsim.baseline.Change;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Objects;

/**
 * What the check of an experiment found.
 *
 * @param outcome the worst outcome, in lower case: {@code identical}, {@code holds}, {@code
 *     no_baseline}, {@code undecided}, {@code differs}, {@code incomplete}, {@code changed}, {@code
 *     damaged}, {@code broken} or {@code regressed}
 * @param summary in one sentence
 * @param problem why the baseline cannot be used; null where it can or there is none
 * @param changes what changed since the baseline was recorded
 * @param agents the comparison of each agent with the baseline
 * @param claims the result of each claim
 */
public record CheckSummary(
    String outcome,
    String summary,
    String problem,
    List<Change> changes,
    List<ComparedAgent> agents,
    List<TestedClaim> claims) {
  public CheckSummary {
    outcome = Objects.requireNonNullElse(outcome, "");
    summary = Objects.requireNonNullElse(summary, "");
    changes = Results.copy(changes);
    agents = Results.copy(agents);
    claims = Results.copy(claims);
  }

  /**
   * An agent and its baseline; figures are null where there is no comparison.
   *
   * @param method {@code exact}, {@code paired}, {@code welch} or {@code none}
   * @param bounds of the difference; null where it has none
   * @param problem why there is no comparison; null where there is one
   */
  public record ComparedAgent(
      String name,
      String outcome,
      String method,
      int seeds,
      int baselineSeeds,
      Double baseline,
      Double current,
      Double difference,
      Interval bounds,
      double alpha,
      double margin,
      String problem) {}

  /**
   * A claim; figures are null where it could not be tested.
   *
   * @param problem why it could not be tested; null where it could
   */
  public record TestedClaim(
      String claim,
      String outcome,
      int seeds,
      Double value,
      Interval bounds,
      double alpha,
      Double threshold,
      String problem) {}
}
