package dev.recsim.report.experiment;

import dev.recsim.report.Standing;
import dev.recsim.report.Standings;
import dev.recsim.report.Yardstick;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.results.Swept;
import dev.recsim.report.sweep.SweepSection;
import dev.recsim.report.sweep.SweepSection.SweptScore;
import dev.recsim.stats.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The scores of swept agents, beside those of the others. */
final class SweptAgents {
  /** Largest number of reference lines; more would hide the points. */
  private static final int MOST_REFERENCES = 4;

  private SweptAgents() {}

  /** Returns the scores by swept key; empty without a sweep. */
  static Section section(Standings standings) {
    List<SweptScore> scores = new ArrayList<>();
    Map<String, Double> references = new LinkedHashMap<>();
    if (standings.results().exact() != null) {
      references.put("optimum", standings.results().exact().optimal());
    }
    for (Standing agent : standings.scored()) {
      if (agent.agent().swept() != null) {
        scores.add(score(agent.agent().swept(), agent));
      } else if (!agent.oracle() && references.size() < MOST_REFERENCES) {
        references.put(agent.name(), agent.mean().mean());
      }
    }
    return SweepSection.of(
        scores, references, standings.yardstick().map(Yardstick::column).orElse(""));
  }

  private static SweptScore score(Swept swept, Standing agent) {
    Estimate mean = agent.mean();
    return new SweptScore(
        swept.base(),
        swept.keys(),
        mean.mean(),
        mean.interval(Figures.LEVEL),
        agent.share(),
        mean.n());
  }
}
