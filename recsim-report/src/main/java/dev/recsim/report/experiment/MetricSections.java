package dev.recsim.report.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.recsim.json.JsonText;
import dev.recsim.report.ExperimentResults.Declared;
import dev.recsim.report.Standing;
import dev.recsim.report.Standings;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figure;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Column;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Plain;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Optional;

/** Metrics besides the reward. */
final class MetricSections {
  /**
   * The metric with which environments declare session length. The table of all figures has it for
   * every environment.
   */
  static final String SESSION_LENGTH = "session_length";

  /** Digits of a share that the chart can show. */
  private static final int DIGITS = 4;

  private MetricSections() {}

  private static List<Declared> declared(Standings standings) {
    return standings.results().metrics().stream().filter(it -> !it.topicShare()).toList();
  }

  /** Whether the environment declares the length of its sessions as a metric. */
  static boolean tellSessionLength(Standings standings) {
    return declared(standings).stream().anyMatch(it -> it.name().equals(SESSION_LENGTH));
  }

  /** Returns the figures; empty if there are none. */
  static Section metrics(Standings standings) {
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
    return mean.map(it -> Figure.both(it.mean(), metric.interval(it))).orElse(Cell.of("-"));
  }

  /** Returns the section; empty if there are no two topics. */
  static Section topics(Standings standings) {
    List<Declared> topics =
        standings.results().metrics().stream().filter(Declared::topicShare).toList();
    List<Standing> clicked =
        standings.scored().stream()
            .filter(agent -> topics.stream().anyMatch(it -> agent.metric(it.name()).isPresent()))
            .toList();
    if (clicked.isEmpty() || topics.size() == 1) {
      return Section.NONE;
    }
    Columns<Declared> table =
        Columns.<Declared>plain("Mean share of each topic over seeds")
            .text("Topic", MetricSections::label);
    for (Standing agent : clicked) {
      table.figure(
          agent.name(), it -> Figures.percent(agent.metric(it.name()).map(Estimate::mean)));
    }
    Data data =
        Data.of("topics", topics.stream().map(MetricSections::label))
            .and("rows", clicked.stream().map(agent -> row(agent, topics)));
    return new Section(
        "topics",
        "Topic shares",
        "What users clicked on, by topic: the mean over seeds. All bars have the topics in the"
            + " same order.",
        new Chart(
            "topics",
            "Stacked bar chart: share of clicks on each topic, by agent",
            clicked.size(),
            List.of(),
            data),
        null,
        List.of(table.rows(topics)));
  }

  private static Data row(Standing agent, List<Declared> topics) {
    return Data.of("agent", agent.name())
        .and("shares", topics.stream().map(topic -> share(topic, agent.metric(topic.name()))));
  }

  /** Returns the mean share of a topic and its interval. */
  private static ArrayNode share(Declared topic, Optional<Estimate> mean) {
    Optional<Interval> interval = mean.flatMap(topic::interval);
    return Data.list(
        mean.map(it -> drawn(it.mean())),
        interval.map(it -> drawn(it.low())),
        interval.map(it -> drawn(it.high())));
  }

  private static JsonNode drawn(double share) {
    return JsonText.number(share, DIGITS);
  }

  /** {@code topic_3_share} is named {@code topic 3}. */
  private static String label(Declared topic) {
    return topic.name().replaceFirst("_share$", "").replace('_', ' ');
  }
}
