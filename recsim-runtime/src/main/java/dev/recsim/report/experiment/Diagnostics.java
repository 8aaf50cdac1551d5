package dev.recsim.report.experiment;

import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsim.report.Standing;
import dev.recsim.report.Standings;
import dev.recsim.report.experiment.Curves.Point;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.trial.Checkpoint;
import dev.recsim.trial.Checkpoint.Epoch;
import dev.recsim.trial.TrialResult.Completed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Figures of checkpoints besides the score: one small chart for each. */
record Diagnostics(Standings standings, Function<Checkpoint, Map<String, Double>> figures) {
  /** Largest number of points of all lines in a section. */
  private static final int MOST_POINTS = 4_000;

  /** The line of an agent in the chart of a figure. */
  private record Line(String figure, String agent, List<Point> points) {
    /** Returns its values without their keys, because there are very many lines. */
    ArrayNode drawn(TrainingLines lines, List<String> agents, int most) {
      int n = points.size();
      IntStream shown =
          n <= most
              ? IntStream.range(0, n)
              : IntStream.range(0, most).map(i -> (int) ((long) i * (n - 1) / (most - 1)));
      ObjectNode line = lines.line(agent, shown.mapToObj(points::get).toList()).node();
      ArrayNode values = Data.list();
      line.put("agent", agents.indexOf(agent)).forEach(values::add);
      return values;
    }

    Point last() {
      return points.get(points.size() - 1);
    }
  }

  /** Returns the figures that learners track; empty if there are none. */
  static Section ofLearners(Standings standings) {
    return new Diagnostics(standings, Checkpoint::diagnostics)
        .section(
            "diagnostics",
            "Diagnostics",
            "Figures that learners track, such as the loss: means since the previous checkpoint.");
  }

  /** Returns metrics during training; empty if no validation sessions counted any. */
  static Section ofMetrics(Standings standings) {
    return new Diagnostics(standings, Checkpoint::metrics)
        .section(
            "training-metrics",
            "Metrics during training",
            "Metrics of the validation sessions of each checkpoint.");
  }

  private List<String> names() {
    return standings.scored().stream()
        .flatMap(agent -> agent.completed().stream())
        .flatMap(trial -> trial.curve().stream())
        .flatMap(point -> figures.apply(point).keySet().stream())
        .distinct()
        .toList();
  }

  private Section section(String id, String heading, String what) {
    List<String> names = names();
    List<Line> lines =
        names.stream()
            .flatMap(name -> standings.scored().stream().map(agent -> line(name, agent)))
            .filter(line -> !line.points.isEmpty())
            .toList();
    TrainingLines drawn =
        new TrainingLines((int) lines.stream().map(Line::agent).distinct().count());
    return new Section(
        id,
        heading,
        what
            + (drawn.bands()
                ? " Each line is the mean over seeds; its band reaches from the lowest seed to the"
                    + " highest."
                : " Each line is the mean over seeds."),
        new Chart(
                id,
                "Line charts during training: " + words(String.join(", ", names)),
                Chart.rows(names.size(), 200),
                TrainingLines.VIEWS,
                data(names, lines, drawn))
            .by("panels"),
        null,
        List.of(table(lines, drawn.bands())));
  }

  private static Table table(List<Line> lines, boolean spread) {
    Columns<Line> table =
        Columns.<Line>plain("Last checkpoint, over seeds")
            .text("Figure", it -> words(it.figure))
            .text("Agent", Line::agent)
            .figure("Epoch", it -> Figures.count(it.last().epoch().number()))
            .figure("First mean", it -> Figures.number(it.points.get(0).mean(), 4))
            .figure("Last mean", it -> Figures.number(it.last().mean(), 4));
    if (spread) {
      table
          .figure("Lowest seed", it -> Figures.number(it.last().lowest(), 4))
          .figure("Highest seed", it -> Figures.number(it.last().highest(), 4));
    }
    return table
        .figure("Seeds", it -> Figures.count(it.last().epoch().values().length))
        .rows(lines);
  }

  private Line line(String figure, Standing agent) {
    List<Epoch> epochs =
        Epoch.of(
            agent.completed().stream().map(Completed::curve),
            point -> figures.apply(point).get(figure));
    return new Line(figure, agent.name(), epochs.stream().map(it -> Point.of(agent, it)).toList());
  }

  private static Data data(List<String> names, List<Line> lines, TrainingLines drawn) {
    int most = Math.max(10, MOST_POINTS / Math.max(1, lines.size()));
    List<String> agents = lines.stream().map(Line::agent).distinct().toList();
    Map<String, List<Line>> byName = lines.stream().collect(groupingBy(Line::figure));
    List<Data> panels = new ArrayList<>();
    for (String name : names) {
      List<Line> some = byName.getOrDefault(name, List.of());
      panels.add(
          Data.of("name", words(name))
              .and("series", some.stream().map(it -> it.drawn(drawn, agents, most)).toList()));
    }
    return Data.of("panels", panels).and("agents", agents).and("axes", drawn.axes());
  }

  private static String words(String name) {
    return name.replace('_', ' ');
  }
}
