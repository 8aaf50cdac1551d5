package dev.recsim.report;

import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Rule;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.decision.DecisionRule;
import dev.recsim.baseline.decision.ShipDecision;
import dev.recsim.report.trust.AgentTrust;
import dev.recsim.report.trust.TrustReport;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All agents of an experiment with their figures.
 *
 * @param all every agent, in the order of the experiment file
 * @param results where they are from
 */
public record Standings(List<Standing> all, ExperimentResults results) {
  public static Standings of(ExperimentResults results) {
    Optional<Snapshot> baseline = results.check().flatMap(it -> it.basis().baseline());
    Optional<Yardstick> yardstick = Yardstick.of(results);
    return new Standings(
        results.agents().stream().map(agent -> Standing.of(agent, yardstick, baseline)).toList(),
        results);
  }

  /** The scale on which scores are shares; empty if the optimum is unknown. */
  public Optional<Yardstick> yardstick() {
    return Yardstick.of(results);
  }

  /** Agents with a score, best mean first; those with equal means in the order of the file. */
  public List<Standing> scored() {
    return all.stream()
        .filter(Standing::scored)
        .sorted(Comparator.comparingDouble((Standing agent) -> agent.mean().mean()).reversed())
        .toList();
  }

  /** Returns all agents, those with a score first, best mean first. */
  public List<Standing> listed() {
    return Stream.concat(scored().stream(), all.stream().filter(agent -> !agent.scored())).toList();
  }

  /**
   * Returns the ranked agents, best mean first. These are the agents with a score that are not
   * oracles, or all agents with a score if there is no such agent.
   */
  public List<Standing> ranking() {
    List<Standing> competing = scored().stream().filter(agent -> !agent.oracle()).toList();
    return competing.isEmpty() ? scored() : competing;
  }

  /** What the log leaves open; empty if the environment was not fitted to one. */
  public TrustReport trust() {
    return new TrustReport(trust(ranking()), trust(all.stream().filter(Standing::scored).toList()));
  }

  private static List<AgentTrust> trust(List<Standing> agents) {
    return agents.stream().flatMap(it -> it.trust().stream()).toList();
  }

  /** Returns whether an agent is worth shipping; empty without scores. */
  public Optional<ShipDecision> decision() {
    Rule rule = results.judgement().rule();
    Optional<ShipDecision> decision = decision(rule);
    return isProductionWorse() ? decision.map(ShipDecision::withoutYardstick) : decision;
  }

  /** Whether what runs today got worse than its baseline. */
  private boolean isProductionWorse() {
    return results.check().stream()
        .flatMap(check -> check.comparisons().stream())
        .filter(it -> it.outcome() == Outcome.REGRESSED)
        .anyMatch(it -> results.about().production().filter(it.agent()::equals).isPresent());
  }

  private Optional<ShipDecision> decision(Rule rule) {
    return new DecisionRule(results.about().production(), rule.options().margin(), rule.guards())
        .decide(
            all.stream()
                .filter(Standing::scored)
                // Of equal agents, one that does more than random is the one to compare with.
                .sorted(Comparator.comparing(it -> it.type().equals("random")))
                .map(Standing::contender)
                .toList());
  }

  public Optional<Standing> winner() {
    return ranking().stream().findFirst();
  }

  public int trials() {
    return all.stream().mapToInt(agent -> agent.completed().size() + agent.failed().size()).sum();
  }

  public int failed() {
    return all.stream().mapToInt(agent -> agent.failed().size()).sum();
  }
}
