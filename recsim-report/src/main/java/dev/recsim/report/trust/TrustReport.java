package dev.recsim.report.trust;

import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figure;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a log leaves open about the agents of an experiment in an environment that was fitted to it.
 *
 * @param ranking the ranked agents, best mean first
 * @param all agents with a score, in the order of the experiment file
 */
public record TrustReport(List<AgentTrust> ranking, List<AgentTrust> all) {
  /** Share of the draws in which an order must hold. */
  private static final double SURE = 0.95;

  public TrustReport {
    ranking = List.copyOf(ranking);
    all = List.copyOf(all);
  }

  /** Whether there is nothing to report, because the environment was not fitted to a log. */
  public boolean empty() {
    return all.isEmpty();
  }

  /** A sentence on the winner; empty if there is nothing to report. */
  public String detail() {
    if (ranking.isEmpty()) {
      return "";
    }
    AgentTrust best = ranking.get(0);
    String interval = "The log leaves open that it earns %s a session.".formatted(interval(best));
    return ranking.size() == 1
        ? interval
        : interval
            + " It earns more than %s in %s of the environments that the log leaves possible."
                .formatted(ranking.get(1).name(), Figures.percent(best.above(ranking.get(1))));
  }

  /** Sentences on a winner that the log does not support. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (ranking.isEmpty()) {
      return warnings;
    }
    AgentTrust best = ranking.get(0);
    for (AgentTrust other : ranking.subList(1, ranking.size())) {
      if (other.mean() < best.mean() && best.above(other) < SURE) {
        warnings.add(
            "The log does not decide between %s and %s: the order holds in %s of the environments that it leaves possible. Log more sessions."
                .formatted(best.name(), other.name(), Figures.percent(best.above(other))));
      }
    }
    if (best.thinSteps() > AgentTrust.MANY) {
      warnings.add(
          "%s rests on what the log has not seen: %s of its steps show a document in a state with fewer than 10 rows in the log. Log more sessions that show these documents."
              .formatted(best.name(), Figures.percent(best.thinSteps())));
    }
    return warnings;
  }

  /** The lines for a terminal; none if there is nothing to report. */
  public List<String> lines() {
    return all.stream()
        .map(
            it ->
                "%s: the log leaves open %s a session; %s of its steps have fewer than 10 rows in the log"
                    .formatted(it.name(), interval(it), Figures.percent(it.thinSteps())))
        .toList();
  }

  private static String interval(AgentTrust agent) {
    return Figures.interval(Optional.of(agent.interval()));
  }

  /** The section of a report; empty if there is nothing to report. */
  public Section section() {
    return new Section(
        "trust",
        "What the log leaves open",
        "The environment was fitted to a log. Agents were trained and scored at its estimate;"
            + " their final policies were then evaluated exactly in 100 environments drawn from"
            + " the posterior distribution, the same for all. Thin steps show a document in a"
            + " state for which the log has fewer than 10 rows: there, the environment guesses.",
        null,
        agents(),
        List.of(orders()));
  }

  private Table agents() {
    return Columns.<AgentTrust>sortable("What the log leaves open")
        .text("Agent", AgentTrust::name)
        .cell("Score", it -> Figure.cell(it.mean(), Optional.of(it.interval())))
        .cell("95 % of the draws", it -> Cell.of(Optional.of(it.interval())))
        .cell("Thin steps", it -> Cell.of(Figures.percent(it.thinSteps()), it.thinSteps()))
        .rows(all);
  }

  private Table orders() {
    Columns<AgentTrust> table =
        Columns.<AgentTrust>plain(
                "Share of these environments in which an agent earns more than another")
            .text("Agent", AgentTrust::name);
    for (AgentTrust other : all) {
      table.cell(
          "than " + other.name(),
          it -> it == other ? Cell.of("-") : Cell.percent(Optional.of(it.above(other))));
    }
    return table.rows(all.size() < 2 ? List.of() : all);
  }
}
