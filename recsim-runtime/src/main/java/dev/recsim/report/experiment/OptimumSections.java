package dev.recsim.report.experiment;

import dev.recsim.report.Runs;
import dev.recsim.report.Standing;
import dev.recsim.report.Standings;
import dev.recsim.report.Yardstick;
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

/** How soon learners reach a share of the optimum, and how many trials end above which share. */
final class OptimumSections {
  /** Share of the optimum at which an agent counts as having learned its environment. */
  static final double LEARNED = 0.995;

  private static final double[] THRESHOLDS = {0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999};

  private OptimumSections() {}

  /** Returns the section; empty if no learner's values are exact. */
  static Section speed(Standings standings) {
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
            .cell("Seeds that got there", OptimumSections::reached)
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

  /** Returns the section; empty if the optimum is unknown. */
  static Section profile(Standings standings) {
    List<Standing> scored = standings.scored();
    Optional<Yardstick> scale = standings.yardstick();
    if (scale.isEmpty() || scored.stream().noneMatch(agent -> agent.completed().size() > 2)) {
      return Section.NONE;
    }
    Columns<Standing> table =
        Columns.<Standing>sortable("Share of trials above a share " + scale.get().words())
            .text("Agent", Standing::name);
    for (double threshold : THRESHOLDS) {
      table.cell(
          "> " + Figures.percent(threshold).replace(".0", ""),
          agent ->
              Cell.percent(
                  Optional.of(
                      Runs.profile(agent.shares().orElseThrow(), new double[] {threshold})[0])));
    }
    return Section.of(
        "profile",
        "Performance profile",
        "The share of an agent's trials that end above a share " + scale.get().words() + ".",
        table.rows(scored));
  }
}
