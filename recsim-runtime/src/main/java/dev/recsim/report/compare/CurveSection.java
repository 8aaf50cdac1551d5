package dev.recsim.report.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.CurvePoint;
import dev.recsim.json.JsonText;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The learning curves of both sides. */
final class CurveSection {
  private CurveSection() {}

  /** Empty where nothing learns. */
  static Optional<Section> of(ExperimentComparison experiment, String id) {
    List<AgentDifference> learners =
        experiment.agents().stream()
            .filter(it -> !curve(it.base()).isEmpty() || !curve(it.head()).isEmpty())
            .toList();
    if (learners.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode data = JsonText.NODES.objectNode();
    data.put("kind", "overlay");
    ArrayNode series = data.putArray("series");
    for (AgentDifference agent : learners) {
      ObjectNode one = series.addObject().put("agent", agent.agent());
      points(one.putArray("base"), curve(agent.base()));
      points(one.putArray("head"), curve(agent.head()));
    }
    return Optional.of(
        new Section(
            id + "-curves",
            experiment.name() + ": learning curves",
            "Solid: the head. Dashed and lighter: the base. Each point is the mean over seeds of the"
                + " score at a checkpoint.",
            new Chart(
                id + "-overlay",
                "Line chart: reward per session during training, base and head, of "
                    + learners.stream()
                        .map(AgentDifference::agent)
                        .collect(Collectors.joining(", ")),
                0,
                List.of(),
                data),
            null,
            List.of(table(learners))));
  }

  private static List<CurvePoint> curve(AgentScores scores) {
    return scores == null ? List.of() : scores.curve();
  }

  private static void points(ArrayNode points, List<CurvePoint> curve) {
    for (CurvePoint point : curve) {
      points
          .addArray()
          .add(Figures.drawn(point.envSteps()))
          .add(Figures.drawn(point.mean()))
          .add(point.epoch());
    }
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
