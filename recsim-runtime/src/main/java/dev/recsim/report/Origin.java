package dev.recsim.report;

import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.results.Provenance;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Cost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Where and when the results were computed, and their cost. It differs from run to run. */
final class Origin {
  private Origin() {}

  static List<Table> tables(Provenance origin, Standings standings) {
    return List.of(run(origin), costs(standings));
  }

  private static Table run(Provenance origin) {
    Map<String, String> facts = new LinkedHashMap<>();
    String dirty = Boolean.TRUE.equals(origin.gitDirty()) ? ", with uncommitted changes" : "";
    facts.put("Git commit", origin.gitCommit() == null ? "not in git" : origin.gitCommit() + dirty);
    facts.put("recsim", text(origin.recsimVersion()));
    facts.put("Java", text(origin.java()));
    facts.put("Operating system", text(origin.operatingSystem()));
    facts.put("Processor", text(origin.cpu()));
    facts.put("Started", text(origin.started()));
    facts.put("Duration", Figures.fixed(origin.durationSeconds(), 1) + " s");
    return Columns.<Map.Entry<String, String>>plain("The run")
        .text("What", Map.Entry::getKey)
        .text("Value", Map.Entry::getValue)
        .rows(facts.entrySet());
  }

  private static String text(String value) {
    return Objects.requireNonNullElse(value, "unknown");
  }

  private static Table costs(Standings standings) {
    return Columns.<Standing>plain("Reward and cost, means per trial")
        .text("Agent", Standing::name)
        .text("Engine", Origin::engines)
        .figure("Score", it -> Figures.mean(it.mean()))
        .figure("Of optimum", it -> Figures.percent(it.share()))
        .figure("Steps", it -> Figures.steps(it.meanSteps()))
        .figure("Training, s", it -> seconds(it, Cost::trainingNanos))
        .figure("Evaluation, s", it -> seconds(it, Cost::evaluationNanos))
        .figure("CPU, s", it -> seconds(it, Cost::cpuNanos))
        .figure("CPU per update, \u00b5s", Origin::cpuPerUpdate)
        .rows(standings.scored());
  }

  private static String cpuPerUpdate(Standing agent) {
    double updates = mean(agent, Completed::updates);
    double nanos = mean(agent, trial -> trial.cost().cpuNanos());
    return updates == 0 ? "-" : Figures.fixed(nanos / updates * 1e-3, 0);
  }

  private static String engines(Standing agent) {
    String engines =
        agent.completed().stream()
            .map(Completed::engine)
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return engines.isEmpty() ? "-" : engines;
  }

  private static String seconds(Standing agent, ToLongFunction<Cost> nanos) {
    return Figures.fixed(mean(agent, it -> nanos.applyAsLong(it.cost())) * 1e-9, 3);
  }

  private static double mean(Standing agent, ToDoubleFunction<Completed> figure) {
    return agent.completed().stream().mapToDouble(figure).average().orElse(0);
  }
}
