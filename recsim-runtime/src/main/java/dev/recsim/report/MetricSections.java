package dev.recsim.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.recsim.report.ExperimentResults.Declared;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
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

/** Metrics besides the reward: figures of each agent, and shares of topics. */
final class MetricSections {
  /**
   * The metric with which environments declare session length. The table of all figures has it for
   * every environment.
   */
  static final String SESSION_LENGTH = "session_length";

  private final Standings standings;
  private final List<Declared> figures;
  private final List<Declared> topics;

  MetricSections(Standings standings, List<Declared> declared) {
    this.standings = standings;
    this.figures = declared.stream().filter(metric -> !metric.topicShare()).toList();
    this.topics = declared.stream().filter(Declared::topicShare).toList();
  }

  /** Whether the environment declares the length of its sessions as a metric. */
  boolean tellsSessionLength() {
    return figures.stream().anyMatch(metric -> metric.name().equals(SESSION_LENGTH));
  }

  /** Returns the figures; empty if there are none. */
  Optional<Section> section() {
    if (figures.isEmpty()) {
      return Optional.empty();
    }
    Columns<Standing> table =
        Columns.<Standing>sortable("Metrics of the evaluation sessions")
            .text("Agent", Standing::name);
    figures.forEach(
        metric ->
            table.cell(
                new Column(Plain.capital(words(metric.name())), true, explained(metric)),
                agent -> cell(agent.metric(metric.name()))));
    return Optional.of(
        Section.of(
            "metrics",
            "Beyond the reward",
            "What else the environment measures in the evaluation sessions: the mean over seeds, and below"
                + " it the 95 % interval.",
            table.rows(standings.all())));
  }

  private static String explained(Declared metric) {
    return switch (metric.better()) {
      case "higher" -> metric.description() + " Higher is better.";
      case "lower" -> metric.description() + " Lower is better.";
      default -> metric.description();
    };
  }

  private static Cell cell(Optional<Estimate> mean) {
    return mean.map(
            it ->
                Cell.of(Figures.mean(it), it.mean())
                    .noted(Figures.interval(it.interval(Figures.LEVEL))))
        .orElse(Cell.of("-"));
  }

  /** Returns the topics that each agent's users consumed, as bars; empty without topics. */
  Optional<Section> topics() {
    List<Standing> clicked =
        standings.scored().stream()
            .filter(agent -> topics.stream().anyMatch(it -> agent.metric(it.name()).isPresent()))
            .toList();
    if (clicked.isEmpty()) {
      return Optional.empty();
    }
    Columns<Declared> table =
        Columns.<Declared>plain("Mean share of each topic over seeds")
            .text("Topic", MetricSections::label);
    for (Standing agent : clicked) {
      table.figure(
          agent.name(), it -> Figures.percent(agent.metric(it.name()).map(Estimate::mean)));
    }
    Data data =
        Data.of("agents", clicked.stream().map(Standing::name))
            .and(
                "topics",
                topics.stream()
                    .map(
                        topic ->
                            Data.of("topic", label(topic))
                                .and(
                                    "shares",
                                    clicked.stream()
                                        .map(agent -> share(agent.metric(topic.name()))))));
    return Optional.of(
        new Section(
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
            List.of(table.rows(topics))));
  }

  /** Returns the mean share of a topic; {@code topic_3_share} is named {@code topic 3}. */
  private static ArrayNode share(Optional<Estimate> mean) {
    Optional<Interval> interval = mean.flatMap(it -> it.interval(Figures.LEVEL));
    return Data.list(
        mean.map(Estimate::mean), interval.map(Interval::low), interval.map(Interval::high));
  }

  private static String label(Declared topic) {
    return words(topic.name().replaceFirst("_share$", ""));
  }

  private static String words(String name) {
    return name.replace('_', ' ');
  }
}
