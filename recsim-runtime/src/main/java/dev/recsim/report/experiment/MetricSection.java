package dev.recsim.report.experiment;

import dev.recsim.report.ExperimentResults.Declared;
import dev.recsim.report.Standing;
import dev.recsim.report.Standings;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Column;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Plain;
import dev.recsim.stats.Estimate;
import java.util.List;
import java.util.Optional;

/** Metrics besides the reward. */
final class MetricSection {
  /**
   * The metric with which environments declare session length. The table of all figures has it for
   * every environment.
   */
  static final String SESSION_LENGTH = "session_length";

  private MetricSection() {}

  private static List<Declared> declared(Standings standings) {
    return standings.results().metrics().stream().filter(it -> !it.topicShare()).toList();
  }

  /** Whether the environment declares the length of its sessions as a metric. */
  static boolean tellSessionLength(Standings standings) {
    return declared(standings).stream().anyMatch(it -> it.name().equals(SESSION_LENGTH));
  }

  /** Returns the figures; empty if there are none. */
  static Section section(Standings standings) {
    List<Declared> declared = declared(standings);
    if (declared.isEmpty()) {
      return Section.NONE;
    }
    Columns<Standing> table =
        Columns.<Standing>sortable("Metrics of the evaluation sessions")
            .text("Agent", Standing::name);
    declared.forEach(
        metric ->
            table.cell(
                new Column(Plain.capital(metric.name().replace('_', ' ')), true, explained(metric)),
                agent -> cell(metric, agent.metric(metric.name()))));
    return Section.of(
        "metrics",
        "Beyond the reward",
        "What else the environment measures in the evaluation sessions: the mean over seeds, and below"
            + " it the 95 % interval.",
        table.rows(standings.listed()));
  }

  private static String explained(Declared metric) {
    return switch (metric.better()) {
      case "higher" -> metric.description() + " Higher is better.";
      case "lower" -> metric.description() + " Lower is better.";
      default -> metric.description();
    };
  }

  private static Cell cell(Declared metric, Optional<Estimate> mean) {
    return mean.map(
            it -> Cell.of(Figures.mean(it), it.mean()).noted(Figures.interval(metric.interval(it))))
        .orElse(Cell.of("-"));
  }
}
