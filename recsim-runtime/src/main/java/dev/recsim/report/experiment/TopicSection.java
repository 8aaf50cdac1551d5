package dev.recsim.report.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.recsim.json.JsonText;
import dev.recsim.report.ExperimentResults.Declared;
import dev.recsim.report.Standing;
import dev.recsim.report.Standings;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Section;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Optional;

/** The topics that each agent's users consumed, as bars. */
final class TopicSection {
  /** Digits of a share that the chart can show. */
  private static final int DIGITS = 4;

  private TopicSection() {}

  /** Returns the section; empty without topics. */
  static Section section(Standings standings) {
    List<Declared> topics =
        standings.results().metrics().stream().filter(Declared::topicShare).toList();
    List<Standing> clicked =
        standings.scored().stream()
            .filter(agent -> topics.stream().anyMatch(it -> agent.metric(it.name()).isPresent()))
            .toList();
    if (clicked.isEmpty()) {
      return Section.NONE;
    }
    Columns<Declared> table =
        Columns.<Declared>plain("Mean share of each topic over seeds")
            .text("Topic", TopicSection::label);
    for (Standing agent : clicked) {
      table.figure(
          agent.name(), it -> Figures.percent(agent.metric(it.name()).map(Estimate::mean)));
    }
    Data data =
        Data.of("topics", topics.stream().map(TopicSection::label))
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
