package dev.recsim.report.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.CurvePoint;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The learning curves of both sides. */
final class CurveSection {
  private CurveSection() {}

  /** Returns the section; empty if no agent learns. */
  static Section of(ExperimentComparison experiment, String id) {
    List<AgentDifference> learners =
        experiment.agents().stream()
            .filter(it -> !curve(it.base()).isEmpty() || !curve(it.head()).isEmpty())
            .toList();
    return new Section(
        id + "-curves",
        experiment.name() + ": learning curves",
        "Solid: the head. Dashed and lighter: the base. Each point is the mean over seeds of the"
            + " score at a checkpoint.",
        new Chart(
                id + "-overlay",
                "Line chart: %s during training, base and head, of ".formatted(experiment.reward())
                    + learners.stream()
                        .map(AgentDifference::agent)
                        .collect(Collectors.joining(", ")),
                0,
                List.of(),
                Data.of("series", learners.stream().map(CurveSection::overlay))
                    .and("reward", Plain.capital(experiment.reward())))
            .by("overlay"),
        null,
        List.of(table(learners)));
  }

  private static List<CurvePoint> curve(AgentScores scores) {
    return scores == null ? List.of() : scores.curve();
  }

  private static Data overlay(AgentDifference agent) {
    return Data.of("agent", agent.agent())
        .and("base", points(curve(agent.base())))
        .and("head", points(curve(agent.head())));
  }

  private static Stream<ArrayNode> points(List<CurvePoint> curve) {
    return curve.stream().map(it -> Data.list(it.envSteps(), it.mean(), it.epoch()));
  }

  private static Table table(List<AgentDifference> learners) {
    record Row(String agent, int epoch, CurvePoint base, CurvePoint head) {}
    List<Row> rows = new ArrayList<>();
    for (AgentDifference agent : learners) {
      Map<Integer, CurvePoint> base = byEpoch(agent.base());
      Map<Integer, CurvePoint> head = byEpoch(agent.head());
      TreeSet<Integer> epochs = new TreeSet<>(base.keySet());
      epochs.addAll(head.keySet());
      epochs.forEach(it -> rows.add(new Row(agent.agent(), it, base.get(it), head.get(it))));
    }
    return Columns.<Row>plain("Learning curves")
        .text("Agent", Row::agent)
        .figure("Epoch", it -> Figures.count(it.epoch()))
        .figure("Steps, base", it -> steps(it.base()))
        .figure("Base", it -> mean(it.base()))
        .figure("Steps, head", it -> steps(it.head()))
        .figure("Head", it -> mean(it.head()))
        .rows(rows);
  }

  private static Map<Integer, CurvePoint> byEpoch(AgentScores scores) {
    return curve(scores).stream().collect(Collectors.toMap(CurvePoint::epoch, it -> it));
  }

  private static String steps(CurvePoint point) {
    return point == null ? "-" : Figures.number(point.envSteps(), 0);
  }

  private static String mean(CurvePoint point) {
    return point == null ? "-" : Figures.number(point.mean(), 3);
  }
}
