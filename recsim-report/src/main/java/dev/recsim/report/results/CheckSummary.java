package dev.recsim.report.results;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.recsim.rule.Change;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Objects;

/**
 * The result of the check of an experiment.
 *
 * @param outcome the worst verdict, in lower case, {@code regressed}
 * @param summary in one sentence
 * @param problem why the baseline cannot be used; null if it can, or if there is none
 * @param changes what changed since the baseline was recorded
 * @param agents the comparison of each agent with the baseline
 * @param guards the comparison of each guarded metric of each agent with the baseline
 * @param claims the result of each claim
 * @param rule verdicts by the recorded rule, if the current rule asks less; else null
 * @param arenaScores scores in both arenas, if the arena changed
 */
public record CheckSummary(
    String outcome,
    String summary,
    String problem,
    List<Change> changes,
    List<Agent> agents,
    List<Guard> guards,
    List<Claim> claims,
    RuleVerdicts rule,
    List<ArenaMeans> arenaScores) {
  public CheckSummary {
    outcome = Objects.requireNonNullElse(outcome, "");
    summary = Objects.requireNonNullElse(summary, "");
    changes = Results.copy(changes);
    agents = Results.copy(agents);
    guards = Results.copy(guards);
    claims = Results.copy(claims);
    arenaScores = Results.copy(arenaScores);
  }

  /** The verdicts of the recorded rule. */
  public record RuleVerdicts(List<Agent> agents, List<Guard> guards, List<Claim> claims) {
    public RuleVerdicts {
      agents = Results.copy(agents);
      guards = Results.copy(guards);
      claims = Results.copy(claims);
    }
  }

  /** Mean scores of an agent in the recorded and in the changed arena; null if there is none. */
  public record ArenaMeans(String name, Double baseline, Double current) {}

  /**
   * An agent and its baseline.
   *
   * @param changes keys of its definition that changed
   * @param best for a new agent: the best agent of the baseline; else null
   */
  public record Agent(
      String name,
      String outcome,
      List<Change> changes,
      @JsonUnwrapped Sample sample,
      String best,
      @JsonUnwrapped Figures figures) {}

  /**
   * A guarded metric of an agent.
   *
   * @param better the better direction, {@code higher} or {@code lower}
   */
  public record Guard(
      String agent,
      String metric,
      String better,
      String outcome,
      @JsonUnwrapped Sample sample,
      @JsonUnwrapped Figures figures) {}

  /**
   * What was compared; its keys are those of the agent or guard.
   *
   * @param method {@code exact}, {@code paired}, {@code welch} or {@code none}
   */
  public record Sample(String method, int seeds, int baselineSeeds) {}

  /**
   * How an agent or a guard compares; its keys are those of the agent or guard. Figures are null if
   * there is no comparison.
   *
   * @param bounds of the difference; null if there are none
   * @param problem why there is no comparison; null if there is one
   */
  public record Figures(
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
   * @param seeds number of seeds; 0 if it was not tested on seeds
   * @param sessions number of sessions of a log; 0 if it was not tested on a log
   * @param problem why it could not be tested; null if it could
   */
  public record Claim(
      String claim,
      String outcome,
      int seeds,
      int sessions,
      Double value,
      Interval bounds,
      double alpha,
      Double threshold,
      String problem) {}
}
