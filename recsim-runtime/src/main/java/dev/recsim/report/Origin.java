package dev.recsim.report;

import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Table;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Where and when the results came to be, and what they cost: never the same twice. */
final class Origin {
  private final ExperimentResults results;
  private final Standings standings;

  Origin(ExperimentResults results, Standings standings) {
    this.results = results;
    this.standings = standings;
  }

  List<Table> tables() {
    return List.of(run(), costs());
  }

  private Table run() {
    Provenance origin = results.provenance();
    Table table = Table.of("The run", "What", "Value");
    String dirty = Boolean.TRUE.equals(origin.gitDirty()) ? ", with uncommitted changes" : "";
    table.row("Git commit", origin.gitCommit() == null ? "not in git" : origin.gitCommit() + dirty);
    table.row("recsim", text(origin.recsimVersion()));
    table.row("Java", text(origin.java()));
    table.row("Operating system", text(origin.operatingSystem()));
    table.row("Processor", text(origin.cpu()));
    table.row("Started", text(origin.started()));
    table.row("Duration", Figures.fixed(origin.durationSeconds(), 1) + " s");
    return table;
  }

  private static String text(String value) {
    return Objects.requireNonNullElse(value, "unknown");
  }

  private Table costs() {
    Table table =
        Table.of(
            "Reward and cost, means per trial",
            "Agent",
            "Engine",
            "#Score",
            "#Of optimum",
            "#Training, s",
            "#Evaluation, s",
            "#CPU, s",
            "#CPU per update, \u00b5s");
    for (Standing agent : standings.scored()) {
      double cpu = seconds(agent, trial -> trial.cost().cpuNanos());
      double updates = mean(agent, Completed::updates);
      table.row(
          agent.name(),
          engines(agent),
          Figures.mean(agent.mean()),
          Figures.percent(agent.share()),
          Figures.fixed(seconds(agent, trial -> trial.cost().trainingNanos()), 3),
          Figures.fixed(seconds(agent, trial -> trial.cost().evaluationNanos()), 3),
          Figures.fixed(cpu, 3),
          updates == 0 ? "-" : Figures.fixed(cpu / updates * 1e6, 0));
    }
    return table;
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

  private static double seconds(Standing agent, ToDoubleFunction<TrialResult> nanos) {
    return mean(agent, nanos::applyAsDouble) * 1e-9;
  }

  private static double mean(Standing agent, ToDoubleFunction<Completed> figure) {
    return agent.completed().stream().mapToDouble(figure).average().orElse(0);
  }
}
