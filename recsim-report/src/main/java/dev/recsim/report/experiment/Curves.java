package dev.recsim.report.experiment;

import dev.recsim.baseline.Snapshot.CurvePoint;
import dev.recsim.report.ExperimentResults.Exact;
import dev.recsim.report.Standing;
import dev.recsim.report.Standings;
import dev.recsim.report.experiment.TrainingLines.Line;
import dev.recsim.report.experiment.TrainingLines.Point;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.trial.Checkpoint;
import dev.recsim.trial.Checkpoint.Epoch;
import dev.recsim.trial.TrialResult.Completed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Learning curves. */
record Curves(Standings standings, Optional<Exact> exact, List<Standing> learners) {
  /** Smallest share of all steps that is shaded as the warm-up. */
  private static final double SHADED = 0.01;

  /** Returns the learning curves; empty if no agent learns. */
  static Section section(Standings standings) {
    List<Standing> learners =
        standings.scored().stream().filter(it -> !line(it).points().isEmpty()).toList();
    return new Curves(standings, standings.results().exact(), learners).section();
  }

  private Section section() {
    String score =
        learners.stream().allMatch(Curves::exact)
            ? "the exact value of the greedy policy"
            : "the score of the greedy policy (exact where it is known, else the mean of the"
                + " validation sessions)";
    return new Section(
        "learning",
        "Learning curves",
        "Each line is "
            + score
            + " at a checkpoint, averaged over seeds; its band reaches from the lowest seed to"
            + " the highest."
            + (drawn() ? " Where drawn slates earned more than the best ones, it is theirs." : "")
            + (warmup() == 0
                ? ""
                : " The shaded part is the warm-up, before the first update of any agent.")
            + (learners.stream()
                    .allMatch(it -> it.baseline().filter(b -> !b.curve().isEmpty()).isEmpty())
                ? ""
                : " A thin dashed line is the mean of the baseline."),
        new Chart(
            "curves",
            "Line chart: reward per session of "
                + String.join(", ", learners.stream().map(Standing::name).toList())
                + " during training",
            0,
            TrainingLines.VIEWS,
            data()),
        null,
        List.of(table()));
  }

  private boolean drawn() {
    return learners.stream()
        .flatMap(it -> it.completed().stream())
        .anyMatch(it -> it.curve().stream().anyMatch(Checkpoint::drawn));
  }

  private Data data() {
    Data data =
        new TrainingLines(learners.stream().map(Curves::line).toList())
            .data()
            .and("lines", references())
            .and(
                "baselines",
                learners.stream()
                    .flatMap(
                        agent ->
                            agent
                                .baseline()
                                .filter(it -> !it.curve().isEmpty())
                                .map(it -> past(agent, it.curve()))
                                .stream()));
    return warmup() == 0 ? data : data.and("warmup", warmup());
  }

  /** Returns the steps before the first update of any agent; 0 if they are too few to see. */
  private long warmup() {
    double steps =
        learners.stream().mapToDouble(it -> mean(it, Completed::warmupSteps)).min().orElse(0);
    double last =
        learners.stream().mapToDouble(it -> mean(it, Completed::envSteps)).max().orElse(0);
    return steps < SHADED * last ? 0 : Math.round(steps);
  }

  private static double mean(Standing agent, ToLongFunction<Completed> steps) {
    return agent.completed().stream().mapToLong(steps).average().orElseThrow();
  }

  /** Whether all points of its learning curves are exact values. */
  static boolean exact(Standing agent) {
    return agent.completed().stream()
        .flatMap(trial -> trial.curve().stream())
        .allMatch(point -> point.exactValue() != null);
  }

  private static Line line(Standing agent) {
    return Line.of("", agent, Epoch.of(agent.completed().stream().map(Completed::curve)));
  }

  /**
   * Returns the baseline's curve. It has no updates; those of the current run at the same epochs
   * are used.
   */
  private static Data past(Standing agent, List<CurvePoint> curve) {
    Map<Integer, Double> updates =
        line(agent).points().stream()
            .collect(Collectors.toMap(it -> it.epoch().number(), it -> it.epoch().updates()));
    return Data.of("agent", agent.name())
        .and(
            "points",
            curve.stream().map(it -> Data.list(it.envSteps(), updates.get(it.epoch()), it.mean())));
  }

  /** Returns the reference lines: exact values, and agents that do not learn. */
  private Stream<Data> references() {
    return Stream.concat(
        exact.stream()
            .flatMap(
                it ->
                    Stream.of(
                        reference("optimum", null, it.optimal()),
                        reference("uniform random", null, it.uniformRandom()))),
        standings.scored().stream()
            .filter(agent -> !agent.learns())
            .filter(agent -> !drawn(agent.mean().mean()))
            .map(agent -> reference(agent.name(), agent.name(), agent.mean().mean())));
  }

  private static Data reference(String name, String agent, double value) {
    return Data.of("name", name).and("agent", agent).and("value", value);
  }

  /** Whether there is a line for this exact value already. */
  private boolean drawn(double mean) {
    return exact.stream()
        .flatMap(it -> Stream.of(it.optimal(), it.uniformRandom()))
        .anyMatch(line -> Math.abs(mean - line) <= 1e-9 * Math.abs(line));
  }

  private Table table() {
    record Row(String agent, Point point) {}
    return Columns.<Row>plain("Learning curves")
        .text("Agent", Row::agent)
        .figure("Epoch", it -> Figures.count(it.point.epoch().number()))
        .figure("Environment steps", it -> Figures.fixed(it.point.epoch().envSteps(), 0))
        .figure("Updates", it -> Figures.fixed(it.point.epoch().updates(), 0))
        .figure("Mean over seeds", it -> Figures.fixed(it.point.mean(), 3))
        .figure("Lowest seed", it -> Figures.fixed(it.point.lowest(), 3))
        .figure("Highest seed", it -> Figures.fixed(it.point.highest(), 3))
        .figure("Seeds", it -> Figures.count(it.point.epoch().values().length))
        .rows(
            learners.stream()
                .flatMap(it -> line(it).points().stream().map(point -> new Row(it.name(), point)))
                .toList());
  }
}
