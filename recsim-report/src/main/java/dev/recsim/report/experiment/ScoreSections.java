package dev.recsim.report.experiment;

import dev.recsim.report.Standing;
import dev.recsim.report.Standings;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Strips;
import java.util.List;

/** The score of every trial. */
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
}
