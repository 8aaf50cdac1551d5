package dev.recsim.report.experiment;

import dev.recsim.report.Standing;
import dev.recsim.report.Standings;
import dev.recsim.report.Yardstick;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Section;
import dev.recsim.stats.Runs;
import java.util.List;
import java.util.Optional;

/** How many runs reach which share of the optimum. */
final class Profile {
  private static final double[] THRESHOLDS = {0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999};

  private Profile() {}

  /** Returns the section; empty if the optimum is unknown. */
  static Section section(Standings standings) {
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
          agent -> Cell.percent(Optional.of(above(agent, threshold))));
    }
    return Section.of(
        "profile",
        "Performance profile",
        "The share of an agent's trials that end above a share " + scale.get().words() + ".",
        table.rows(scored));
  }

  private static double above(Standing agent, double threshold) {
    return Runs.profile(agent.shares().orElseThrow(), new double[] {threshold})[0];
  }
}
