package dev.recsim.report;

import dev.recsim.report.ExperimentResults.AgentResults;
import dev.recsim.report.ExperimentResults.Exact;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.sweep.SweepSection;
import dev.recsim.report.sweep.SweptScore;
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

  private final ExperimentResults results;
  private final Standings standings;

  Sweeps(ExperimentResults results, Standings standings) {
    this.results = results;
    this.standings = standings;
  }

  /** Their scores by what was swept; empty where nothing was. */
  Optional<Section> section() {
    List<SweptScore> scores = new ArrayList<>();
    Map<String, Double> references = new LinkedHashMap<>();
    Optional.ofNullable(results.exact())
        .map(Exact::optimal)
        .ifPresent(optimum -> references.put("optimum", optimum));
    for (int i = 0; i < results.agents().size(); i++) {
      AgentResults agent = results.agents().get(i);
      Standing standing = standings.all().get(i);
      if (agent.swept() != null && standing.scored()) {
        scores.add(score(agent, standing));
      } else if (standing.scored() && !standing.oracle() && references.size() < MOST_REFERENCES) {
        references.put(agent.name(), standing.mean().mean());
      }
    }
    return scores.isEmpty() ? Optional.empty() : SweepSection.of(scores, references);
  }

  private static SweptScore score(AgentResults agent, Standing standing) {
    Estimate mean = standing.mean();
    return new SweptScore(
        agent.swept().base(),
        agent.swept().keys(),
        mean.mean(),
        mean.interval(Figures.LEVEL),
        standing.share(),
        mean.n());
  }
}
