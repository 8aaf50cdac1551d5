package dev.recsim.report.experiment;

import dev.recsim.report.Difference;
import dev.recsim.report.Standing;
import dev.recsim.report.Standings;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figure;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Strips;
import java.util.List;
import java.util.Optional;

/** The score of every trial, and differences to the best agent or the reference. */
final class ScoreSections {
  private ScoreSections() {}

  /** Returns the scores; empty for a single one. */
  static Section scores(Standings standings) {
    List<Standing> scored = standings.scored();
    if (scored.size() == 1 && scored.get(0).completed().size() == 1) {
      return Section.NONE;
    }
    Strips strips = new Strips();
    for (Standing agent : scored) {
      Data row = strips.row(agent.name(), agent.bySeed());
      agent.before().ifPresent(it -> row.and("baseline", it.mean()));
    }
    return new Section(
            "seeds",
            "Scores over seeds",
            "A dot is a trial; the bar is the 95 % interval of the mean over seeds, where there is more"
                + " than one."
                + strips.thinned()
                + (scored.stream().noneMatch(agent -> agent.before().isPresent())
                    ? ""
                    : " A diamond marks the mean of the baseline."),
            strips.chart(
                "scores",
                "Strip chart: the score of every trial, by agent",
                Data.of(),
                best(standings),
                0.1 * Math.abs(best(standings))),
            null,
            List.of(strips.bySeed("Score of each trial")))
        .fold();
  }

  /** Returns the mean score of the best agent. */
  static double best(Standings standings) {
    return standings.winner().map(agent -> agent.mean().mean()).orElse(0.0);
  }

  /**
   * Returns the differences to the agent that the experiment names, or else to the best one; empty
   * if there is nothing to compare.
   */
  static Section differences(Standings standings) {
    Standing reference =
        standings.scored().stream()
            .filter(
                it -> standings.results().about().reference().filter(it.name()::equals).isPresent())
            .findFirst()
            .or(standings::winner)
            .orElseThrow();
    List<Difference> differences =
        standings.scored().stream()
            .filter(agent -> agent != reference)
            .map(agent -> Difference.between(agent, reference))
            .filter(Difference::paired)
            .toList();
    Strips strips = new Strips();
    differences.forEach(it -> strips.row(it.agent().name(), it.bySeed()));
    return new Section(
            "differences",
            "Paired differences",
            "Score minus that of "
                + reference.name()
                + " on the same seed: both met the same users, which makes differences far more"
                + " certain than the scores themselves. P is the chance that a random trial of the"
                + " agent beats one of "
                + reference.name()
                + "."
                + strips.thinned(),
            strips.chart(
                "differences",
                "Strip chart: difference to " + reference.name() + " on every seed, by agent",
                Data.of("reference", reference.name()),
                0,
                0.1 * Math.abs(best(standings))),
            table(reference, differences),
            List.of(strips.bySeed("Differences by seed")))
        .fold();
  }

  private static Table table(Standing reference, List<Difference> differences) {
    return Columns.<Difference>sortable("Differences to " + reference.name())
        .text("Agent", it -> it.agent().name())
        .cell(
            "Mean difference",
            it ->
                Figure.cell(
                    it.mean().mean(),
                    it.interval(),
                    decimals -> Figures.signed(it.mean().mean(), decimals)))
        .cell("Relative", ScoreSections::relative)
        .cell("95 % interval", it -> Cell.of(it.interval()))
        .cell("P(agent is better)", it -> Cell.percent(Optional.of(it.probabilityOfImprovement())))
        .cell("Seeds", it -> Cell.count(it.mean().n()))
        .rows(differences);
  }

  private static Cell relative(Difference difference) {
    double relative = difference.relative().orElse(Double.NaN);
    return Double.isNaN(relative)
        ? Cell.of("-")
        : Cell.of(Figures.signed(100 * relative, 1) + " %", relative);
  }
}
