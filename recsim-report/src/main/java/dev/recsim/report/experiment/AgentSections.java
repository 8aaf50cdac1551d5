package dev.recsim.report.experiment;

import dev.recsim.report.OneTraining;
import dev.recsim.report.Standing;
import dev.recsim.report.Standings;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figure;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Column;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.results.Results;
import dev.recsim.report.training.TrainingEnd;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import dev.recsim.trial.TrialResult.Completed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** All figures of every agent. */
final class AgentSections {
  /** Agents that a sentence names. */
  private static final int NAMED = 4;

  private AgentSections() {}

  /**
   * Returns the table.
   *
   * @param written has the intervals of the IQM, because their bootstrap takes time
   */
  static Section figures(Standings standings, Results written) {
    boolean exact = standings.scored().stream().allMatch(Standing::exact);
    return Section.of(
        "agents",
        "All figures",
        (exact
                ? "The score of a trial is the exact expected reward of a session under its final"
                    + " greedy policy. "
                : "The score of a trial is the expected reward of a session under its final greedy"
                    + " policy: exact where the environment is finite, else the mean of the evaluation"
                    + " sessions. ")
            + (standings.scored().stream().anyMatch(AgentSections::draws)
                ? "Policies that were evaluated with drawn slates are not greedy. "
                : "")
            + "Intervals cover the choice of seeds. "
            + OneTraining.lead(standings)
            + "IQM is the mean of the middle half of the"
            + " seeds, its interval a bootstrap. The optimality gap is how far a trial is from the"
            + " optimum on average. Steps and updates are means of a trial's training; CPU seconds"
            + " are below the line with date and commit.",
        table(standings, written));
  }

  private static boolean draws(Standing agent) {
    return agent.training().filter(it -> it.drawn() > 0).isPresent();
  }

  private static Table table(Standings standings, Results written) {
    Map<String, Interval> iqm = new HashMap<>();
    written.agents().forEach(agent -> iqm.put(agent.name(), agent.iqmCi95()));
    Columns<Standing> table = Columns.<Standing>sortable("Agents").text("Agent", Standing::name);
    add(table, new Column("Type", false, ""), it -> Cell.of(it.type()));
    add(table, "Score", it -> mean(it.mean()));
    if (standings.scored().stream().anyMatch(it -> it.before().isPresent())) {
      add(table, "Baseline", it -> it.before().map(AgentSections::mean).orElse(Cell.of("-")));
    }
    add(table, "95 % interval", it -> interval(it));
    standings
        .yardstick()
        .ifPresent(scale -> add(table, scale.column(), it -> Cell.percent(it.share())));
    add(table, "Worst seed", it -> like(it.mean(), it.worst()));
    add(table, "Best seed", it -> like(it.mean(), it.best()));
    add(table, "IQM", it -> like(it.mean(), it.iqm()));
    add(table, "95 % of IQM", it -> Cell.of(Optional.ofNullable(iqm.get(it.name()))));
    if (standings.yardstick().isPresent()) {
      add(table, "Optimality gap", it -> Cell.percent(it.optimalityGap()));
    }
    if (!MetricSections.tellSessionLength(standings)) {
      add(table, "Session length", it -> Figure.cell(it.meanLength(), Optional.empty()));
    }
    add(table, "Steps", AgentSections::steps);
    add(table, "Updates", AgentSections::updates);
    add(table, "Seeds", it -> Cell.count(it.completed().size()));
    return table.rows(standings.listed());
  }

  private static Cell interval(Standing agent) {
    Optional<Interval> interval = agent.mean().interval(Figures.LEVEL);
    return agent.oneTraining() && interval.filter(Figures::noSpread).isPresent()
        ? Cell.of(OneTraining.interval(agent))
        : Cell.of(interval);
  }

  private static void add(Columns<Standing> table, String name, Function<Standing, Cell> cell) {
    add(table, new Column(name, true, ""), cell);
  }

  /** Adds a column that has a dash for agents without scores. */
  private static void add(Columns<Standing> table, Column column, Function<Standing, Cell> cell) {
    table.cell(column, agent -> agent.scored() ? cell.apply(agent) : Cell.of("-"));
  }

  private static Cell like(Estimate mean, double score) {
    return Figure.cell(score, mean.interval(Figures.LEVEL));
  }

  private static Cell mean(Estimate mean) {
    return like(mean, mean.mean());
  }

  private static Cell updates(Standing agent) {
    double mean = agent.completed().stream().mapToLong(Completed::updates).average().orElse(0);
    return Cell.of(Figures.fixed(mean, 0), mean);
  }

  /** Returns how training ended, in one sentence. */
  static String ended(Standings standings) {
    List<Standing> learners =
        standings.scored().stream().filter(it -> it.training().isPresent()).toList();
    if (learners.isEmpty()) {
      return "How agents learned.";
    }
    if (learners.size() == 1) {
      Standing only = learners.get(0);
      return only.name() + " " + only.training().orElseThrow().sentence() + ".";
    }
    List<String> improving =
        learners.stream()
            .filter(it -> it.training().orElseThrow().stillImproving())
            .map(Standing::name)
            .toList();
    return improving.isEmpty()
        ? "None of the " + learners.size() + " learners was still improving when training ended."
        : "Still improving when training ended: "
            + Figures.some(improving, NAMED)
            + (improving.size() < learners.size() ? ", of " + learners.size() + " learners" : "")
            + ".";
  }

  /** Returns the section; empty if no agent learns. */
  static Section training(Standings standings) {
    record Learner(Standing agent, TrainingEnd end) {}
    return Section.of(
        "training",
        "How training ended",
        "Steps in the environment are means over seeds, validation not counted. An agent was still"
            + " improving if more than half of its seeds were.",
        Columns.<Learner>plain("How training ended")
            .text("Agent", it -> it.agent.name())
            .cell("Steps", it -> steps(it.agent))
            .text("Its training", it -> it.end.sentence())
            .rows(
                standings.scored().stream()
                    .flatMap(it -> it.training().map(end -> new Learner(it, end)).stream())
                    .toList()));
  }

  /** Returns the mean number of environment steps of an agent's trials. */
  private static Cell steps(Standing agent) {
    double mean = agent.meanSteps();
    return Cell.of(Figures.steps(mean), mean);
  }
}
