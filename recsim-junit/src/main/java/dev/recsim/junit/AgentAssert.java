package dev.recsim.junit;

import dev.recsim.report.results.Results.Agent;
import dev.recsim.yaml.Names;
import java.util.List;

/** Assertions on an agent of a run. Verdicts and messages are those of {@code recsim:check}. */
public final class AgentAssert {
  private final ExperimentRun run;
  private final Chain chain;
  private final String agent;

  AgentAssert(ExperimentRun run, Chain chain, String agent) {
    List<String> agents = run.results().agents().stream().map(Agent::name).toList();
    if (!agents.contains(agent)) {
      throw new IllegalArgumentException(Names.noAgent(agent, agents));
    }
    this.run = run;
    this.chain = chain;
    this.agent = agent;
  }

  /** Assertions on another agent of the same run. */
  public AgentAssert agent(String name) {
    return new AgentAssert(run, chain, name);
  }

  /** Asserts that the mean score is above the other agent's. */
  public AgentAssert beats(String other) {
    return claims("{beats: " + Bound.quoted(other) + "}");
  }

  /**
   * Asserts that the mean score is not below the other agent's by more than the margin of {@code
   * baseline}.
   */
  public AgentAssert isNotWorseThan(String other) {
    return claims("{not_worse_than: " + Bound.quoted(other) + "}");
  }

  /**
   * Asserts a bound of a metric, or of {@code mean_reward} or {@code share_of_optimum}.
   *
   * @param quantity its name in the report and in {@code results.json}
   * @throws IllegalArgumentException if there is no such metric
   */
  public AgentAssert keeps(String quantity, Bound bound) {
    return claims("{" + Bound.quoted(quantity) + ": " + bound.yaml() + "}");
  }

  private AgentAssert claims(String claim) {
    String yaml = "[{" + Bound.quoted(agent) + ": " + claim + "}]";
    ExperimentRunAssert.passes(run, chain, run.check(yaml).claimsOnly());
    return this;
  }

  /** Asserts that the agent holds its baseline, with the guards of its metrics. */
  public AgentAssert holdsBaseline() {
    ExperimentRunAssert.passes(run, chain, run.check().withoutClaims().only(agent));
    return this;
  }
}
