package dev.recsim.report;

import dev.recsim.report.ExperimentResults.Exact;
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
import java.util.Optional;

/** The agents of an experiment that a sweep made. */
final class Sweeps {
  /** More lines than these would hide the points. */
  private static final int MOST_REFERENCES = 4;

  private Sweeps() {}

  /** Their scores by what was swept; empty where nothing was. */
  static Optional<Section> section(Exact exact, Standings standings) {
    List<SweptScore> scores = new ArrayList<>();
    Map<String, Double> references = new LinkedHashMap<>();
    if (exact != null) {
      references.put("optimum", exact.optimal());
    }
    for (Standing agent : standings.scored()) {
      if (agent.agent().swept() != null) {
        scores.add(score(agent.agent().swept(), agent));
      } else if (!agent.oracle() && references.size() < MOST_REFERENCES) {
        references.put(agent.name(), agent.mean().mean());
      }
    }
    return SweepSection.of(scores, references);
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
