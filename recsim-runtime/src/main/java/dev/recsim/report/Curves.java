package dev.recsim.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.recsim.baseline.Snapshot.CurvePoint;
import dev.recsim.report.ExperimentResults.Exact;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Page.View;
import dev.recsim.stats.Estimate;
import dev.recsim.trial.Checkpoint;
import dev.recsim.trial.Checkpoint.Epoch;
import dev.recsim.trial.TrialResult.Completed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Learning curves, and the training that an agent needed to reach the optimum. */
final class Curves {
  /** Share of the optimum at which an agent counts as having learned its environment. */
  static final double LEARNED = 0.995;

  private final List<Standing> learners;
  private final Exact exact;
  private final Standings standings;

  Curves(Standings standings, Exact exact) {
    this.standings = standings;
    this.exact = exact;
    this.learners = standings.scored().stream().filter(agent -> !points(agent).isEmpty()).toList();
  }

  /** Returns the learning curves; empty if no agent learns. */
  Section section() {
    String score =
        learners.stream().allMatch(Curves::exactCurve)
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
            List.of(new View("steps", "Environment steps"), new View("updates", "Updates")),
            Data.of("series", learners.stream().map(Curves::line)).and("lines", references())),
        null,
        List.of(table()));
  }

  /** Returns the training that each learner needed to reach the optimum; empty if it is unknown. */
  Section speed() {
    List<Standing> exactLearners =
        learners.stream()
            .filter(agent -> agent.optimum().isPresent() && exactCurve(agent))
            .toList();
    Columns<Standing> table =
        Columns.<Standing>sortable(
                "First checkpoint at " + Figures.percent(LEARNED) + " of the optimum or above")
            .text("Agent", Standing::name)
            .cell("Seeds that got there", Curves::reached)
            .cell("Environment steps, median", it -> median(it, Checkpoint::envSteps))
            .cell("Worst seed", it -> worst(it, Checkpoint::envSteps))
            .cell("Updates, median", it -> median(it, Checkpoint::updates))
            .cell("Worst seed", it -> worst(it, Checkpoint::updates));
    return Section.of(
        "speed",
        "How soon it is learned",
        "What an agent needed to reach "
            + Figures.percent(LEARNED)
            + " of the exact optimum for the first time. A seed that never got there counts as"
            + " later than any that did.",
        table.rows(exactLearners));
  }

  private static Cell reached(Standing agent) {
    long reached =
        Arrays.stream(costs(agent, Checkpoint::envSteps)).filter(Double::isFinite).count();
    return Cell.of(reached + " of " + agent.completed().size(), reached);
  }

  private static Cell median(Standing agent, ToLongFunction<Checkpoint> cost) {
    double[] costs = costs(agent, cost);
    return cost((costs[(costs.length - 1) / 2] + costs[costs.length / 2]) / 2);
  }

  private static Cell worst(Standing agent, ToLongFunction<Checkpoint> cost) {
    double[] costs = costs(agent, cost);
    return cost(costs[costs.length - 1]);
  }

  /**
   * Returns the cost of each seed, ascending; infinite for seeds that never reached the optimum.
   */
  private static double[] costs(Standing agent, ToLongFunction<Checkpoint> cost) {
    double bar = LEARNED * agent.optimum().orElseThrow();
    return agent.completed().stream()
        .mapToDouble(
            trial ->
                first(trial, bar)
                    .map(point -> (double) cost.applyAsLong(point))
                    .orElse(Double.POSITIVE_INFINITY))
        .sorted()
        .toArray();
  }

  private static Cell cost(double value) {
    return Double.isInfinite(value)
        ? Cell.of("never", 1e18)
        : Cell.of(Figures.fixed(value, 0), value);
  }

  private static Optional<Checkpoint> first(Completed trial, double bar) {
    return trial.curve().stream()
        .filter(point -> point.exactValue() != null && point.exactValue() >= bar)
        .findFirst();
  }

  private static boolean exactCurve(Standing agent) {
    return agent.completed().stream()
        .flatMap(trial -> trial.curve().stream())
        .allMatch(point -> point.exactValue() != null);
  }

  /** A checkpoint of an agent over its seeds. */
  record Point(String agent, Epoch epoch, double mean, double lowest, double highest) {
    private Point(String agent, Epoch epoch, double[] sorted) {
      this(agent, epoch, Estimate.of(sorted).mean(), sorted[0], sorted[sorted.length - 1]);
    }

    static Point of(Standing agent, Epoch epoch) {
      return new Point(agent.name(), epoch, Arrays.stream(epoch.values()).sorted().toArray());
    }

    /** Returns the point as the script of the page reads it. */
    ArrayNode drawn() {
      return Data.list(epoch.envSteps(), epoch.updates(), mean, lowest, highest, epoch.number());
    }
  }

  private static List<Point> points(Standing agent) {
    return Epoch.of(agent.completed().stream().map(Completed::curve)).stream()
        .map(it -> Point.of(agent, it))
        .toList();
  }

  private static Data line(Standing agent) {
    List<Point> points = points(agent);
    Data line = Data.of("agent", agent.name()).and("points", points.stream().map(Point::drawn));
    agent
        .baseline()
        .filter(it -> !it.curve().isEmpty())
        .ifPresent(it -> line.and("baseline", past(it.curve(), points)));
    return line;
  }

  /**
   * Returns the baseline's curve. It has no updates; those of the current run at the same epochs
   * are used.
   */
  private static ArrayNode past(List<CurvePoint> curve, List<Point> now) {
    Map<Integer, Double> updates =
        now.stream().collect(Collectors.toMap(it -> it.epoch.number(), it -> it.epoch.updates()));
    return Data.list(
        curve.stream()
            .map(it -> Data.list(it.envSteps(), updates.get(it.epoch()), it.mean()))
            .toArray());
  }

  /** Returns the reference lines: exact values, and agents that do not learn. */
  private Stream<Data> references() {
    return Stream.concat(
        exact == null
            ? Stream.of()
            : Stream.of(
                reference("optimum", null, exact.optimal()),
                reference("uniform random", null, exact.uniformRandom())),
        standings.scored().stream()
            .filter(agent -> !agent.learns())
            .filter(agent -> exact == null || !drawn(agent.mean().mean()))
            .map(agent -> reference(agent.name(), agent.name(), agent.mean().mean())));
  }

  private static Data reference(String name, String agent, double value) {
    return Data.of("name", name).and("agent", agent).and("value", value);
  }

  /** Whether there is a line for this exact value already. */
  private boolean drawn(double mean) {
    return DoubleStream.of(exact.optimal(), exact.uniformRandom())
        .anyMatch(line -> Math.abs(mean - line) <= 1e-9 * Math.abs(line));
  }

  private Table table() {
    return Columns.<Point>plain("Learning curves")
        .text("Agent", Point::agent)
        .figure("Epoch", it -> Figures.count(it.epoch().number()))
        .figure("Environment steps", it -> Figures.fixed(it.epoch().envSteps(), 0))
        .figure("Updates", it -> Figures.fixed(it.epoch().updates(), 0))
        .figure("Mean over seeds", it -> Figures.fixed(it.mean, 3))
        .figure("Lowest seed", it -> Figures.fixed(it.lowest, 3))
        .figure("Highest seed", it -> Figures.fixed(it.highest, 3))
        .figure("Seeds", it -> Figures.count(it.epoch.values().length))
        .rows(learners.stream().flatMap(agent -> points(agent).stream()).toList());
  }
}
