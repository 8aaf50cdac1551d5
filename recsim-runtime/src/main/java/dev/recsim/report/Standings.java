package dev.recsim.report;

import dev.recsim.baseline.Snapshot;
import dev.recsim.report.page.About;
import dev.recsim.report.trust.AgentTrust;
import dev.recsim.report.trust.TrustReport;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All agents of an experiment, in the order of its file.
 *
 * @param all every agent
 * @param fit why the environment cannot be trusted, if it was fitted to a log
 * @param about what the experiment is about
 */
record Standings(List<Standing> all, List<String> fit, About about) {
  static Standings of(ExperimentResults results) {
    Snapshot baseline = results.check() == null ? null : results.check().baseline();
    return new Standings(
        results.agents().stream()
            .map(agent -> Standing.of(agent, results.exact(), baseline))
            .toList(),
        results.fit(),
        results.about());
  }

  /** Agents with a score. */
  List<Standing> scored() {
    return all.stream().filter(Standing::scored).toList();
  }

  /**
   * Returns the ranked agents, best mean first; agents with equal means in the order of the file.
   * These are the agents with a score that are not oracles, or all agents with a score if there is
   * no such agent.
   */
  List<Standing> ranking() {
    List<Standing> competing = scored().stream().filter(agent -> !agent.oracle()).toList();
    return (competing.isEmpty() ? scored() : competing)
        .stream()
            .sorted(Comparator.comparingDouble((Standing agent) -> agent.mean().mean()).reversed())
            .toList();
  }

  /** What the log leaves open; empty if the environment was not fitted to one. */
  TrustReport trust() {
    return new TrustReport(trust(ranking()), trust(scored()));
  }

  private static List<AgentTrust> trust(List<Standing> agents) {
    return agents.stream().flatMap(it -> it.trust().stream()).toList();
  }

  Optional<Standing> winner() {
    return ranking().stream().findFirst();
  }

  int trials() {
    return all.stream().mapToInt(agent -> agent.completed().size() + agent.failed().size()).sum();
  }

  int failed() {
    return all.stream().mapToInt(agent -> agent.failed().size()).sum();
  }
}
