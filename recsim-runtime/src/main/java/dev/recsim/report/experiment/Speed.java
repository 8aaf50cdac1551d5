package dev.recsim.report.experiment;

import dev.recsim.report.Standing;
import dev.recsim.report.Standings;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Section;
import dev.recsim.trial.Checkpoint;
import dev.recsim.trial.TrialResult.Completed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** The training that an agent needed to reach the optimum. */
final class Speed {
  /** Share of the optimum at which an agent counts as having learned its environment. */
  static final double LEARNED = 0.995;

  private Speed() {}

  /** Returns the section; empty if no learner's values are exact. */
  static Section section(Standings standings) {
    String reached =
        Figures.percent(LEARNED) + standings.yardstick().map(it -> " " + it.words()).orElse("");
    List<Standing> exactLearners =
        standings.scored().stream()
            .filter(Standing::learns)
            .filter(agent -> agent.yardstick().isPresent() && Curves.exact(agent))
            .toList();
    Columns<Standing> table =
        Columns.<Standing>sortable("First checkpoint at " + reached + " or above")
            .text("Agent", Standing::name)
            .cell("Seeds that got there", Speed::reached)
            .cell("Environment steps, median", it -> median(it, Checkpoint::envSteps))
            .cell("Worst seed", it -> worst(it, Checkpoint::envSteps))
            .cell("Updates, median", it -> median(it, Checkpoint::updates))
            .cell("Worst seed", it -> worst(it, Checkpoint::updates));
    return Section.of(
        "speed",
        "How soon it is learned",
        "What an agent needed to reach "
            + reached
            + " for the first time. A seed that never got there counts as"
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
    double bar = agent.yardstick().orElseThrow().score(LEARNED);
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
}
