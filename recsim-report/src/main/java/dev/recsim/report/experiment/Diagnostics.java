package dev.recsim.report.experiment;

import dev.recsim.report.Standing;
import dev.recsim.report.Standings;
import dev.recsim.report.experiment.TrainingLines.Line;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.trial.Checkpoint;
import dev.recsim.trial.Checkpoint.Epoch;
import dev.recsim.trial.TrialResult.Completed;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Figures of checkpoints besides the score: one small chart for each. */
record Diagnostics(Standings standings, Function<Checkpoint, Map<String, Double>> figures) {
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
            .filter(line -> !line.points().isEmpty())
            .toList();
    TrainingLines drawn = new TrainingLines(lines);
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
                drawn.data())
            .by("curves"),
        null,
        List.of(table(lines, drawn.bands())));
  }

  private static Table table(List<Line> lines, boolean spread) {
    Columns<Line> table =
        Columns.<Line>plain("Last checkpoint, over seeds")
            .text("Figure", it -> words(it.figure()))
            .text("Agent", Line::agent)
            .figure("Epoch", it -> Figures.count(it.last().epoch().number()))
            .figure("First mean", it -> Figures.number(it.points().get(0).mean(), 4))
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
    return Line.of(
        figure,
        agent,
        Epoch.of(
            agent.completed().stream().map(Completed::curve),
            point -> figures.apply(point).get(figure)));
  }

  private static String words(String name) {
    return name.replace('_', ' ');
  }
}
