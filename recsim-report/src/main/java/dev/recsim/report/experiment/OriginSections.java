package dev.recsim.report.experiment;

import dev.recsim.report.ExperimentResults;
import dev.recsim.report.JtedeclarationGenerated;
import dev.recsim.report.Standing;
import dev.recsim.report.Standings;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Body;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Run.Origin;
import dev.recsim.report.results.Provenance;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Cost;
import dev.recsim.trial.TrialResult.Failed;
import gg.jte.html.HtmlTemplateOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The last sections: failed trials, the experiment file, and where the results were computed. */
final class OriginSections {
  /** Largest number of trials that are named above a stack trace. */
  private static final int NAMED = 5;

  private OriginSections() {}

  /** Returns the failed trials; empty if there are none. */
  static Section failures(Standings standings) {
    return Section.of(
        "failures",
        "Failed trials",
        "These trials threw an error and are in none of the figures above.",
        Columns.<Failed>plain("Failed trials")
            .text("Agent", it -> it.id().agent())
            .figure("Seed", it -> Integer.toString(it.id().seed()))
            .text("Error", Failed::error)
            .rows(failed(standings).toList()));
  }

  private static Stream<Failed> failed(Standings standings) {
    return standings.all().stream().flatMap(it -> it.failed().stream());
  }

  /** Returns the experiment with every default. */
  static Section declaration(ExperimentResults results) {
    return Section.of(
        "experiment",
        "Experiment",
        "The experiment with every default written out. Its fingerprint is "
            + results.identity().fingerprint()
            + ".",
        new Body(
            "",
            html ->
                JtedeclarationGenerated.render(
                    (HtmlTemplateOutput) html,
                    null,
                    "Resolved YAML",
                    results.identity().resolved())));
  }

  /** Returns when, from what and where the results were computed, and what they cost. */
  static Origin origin(Standings standings) {
    Provenance origin = standings.results().provenance();
    return new Origin(
        line(origin, standings),
        List.of(run(origin), costs(standings)),
        learning(standings).embedded(),
        traces(failed(standings)));
  }

  /** {@code 30 Nov 2026 14:02 UTC, commit 1a2b3c4, 2,000 sessions × 10 seeds, 4.2 s, ...}. */
  private static String line(Provenance origin, Standings standings) {
    int sessions = standings.results().about().evaluationSessions();
    int seeds = standings.scored().stream().mapToInt(it -> it.completed().size()).max().orElse(0);
    return Stream.of(
            origin.when(),
            (sessions == 0 ? "exact values × " : Figures.count(sessions, "session") + " × ")
                + Figures.count(seeds, "seed"),
            duration(origin.durationSeconds()),
            "recsim " + text(origin.recsimVersion()))
        .collect(Collectors.joining(", "));
  }

  private static String duration(double seconds) {
    return seconds < 60
        ? Figures.fixed(seconds, 1) + " s"
        : seconds < 3600
            ? Figures.fixed(seconds / 60, 1) + " min"
            : Figures.fixed(seconds / 3600, 1) + " h";
  }

  /** Returns each stack trace once, whatever its messages, with the trials that have it. */
  private static List<String> traces(Stream<Failed> failed) {
    Map<List<String>, List<Failed>> byFrames =
        failed.collect(
            Collectors.groupingBy(
                it -> it.stackTrace().lines().filter(line -> line.startsWith("\tat ")).toList(),
                LinkedHashMap::new,
                Collectors.toList()));
    return byFrames.values().stream()
        .map(
            same ->
                Figures.some(same.stream().map(it -> it.id().toString()).toList(), NAMED)
                    + "\n"
                    + same.get(0).stackTrace())
        .toList();
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
    Columns<Standing> table =
        Columns.<Standing>plain("Reward and cost, means per trial")
            .text("Agent", Standing::name)
            .text("Engine", OriginSections::engines)
            .figure("Score", it -> Figures.mean(it.mean()));
    standings
        .yardstick()
        .ifPresent(scale -> table.figure(scale.column(), it -> Figures.percent(it.share())));
    return table
        .figure("Steps", it -> Figures.steps(it.meanSteps()))
        .figure("Training, s", it -> seconds(it, Cost::trainingNanos))
        .figure("Evaluation, s", it -> seconds(it, Cost::evaluationNanos))
        .figure("CPU, s", it -> seconds(it, Cost::cpuNanos))
        .figure("CPU per update, \u00b5s", OriginSections::cpuPerUpdate)
        .rows(standings.scored());
  }

  /**
   * Returns the CPU time of learning at each checkpoint in seconds, means over the seeds that
   * reached it. Charts show it, but it differs from run to run, so it is part of the provenance.
   */
  private static Data learning(Standings standings) {
    List<Data> agents = new ArrayList<>();
    for (Standing agent : standings.scored()) {
      List<Double> seconds = learning(agent);
      if (!seconds.isEmpty()) {
        agents.add(
            Data.of("agent", agent.name())
                .and("warmup", seconds.get(0))
                .and("seconds", seconds.subList(1, seconds.size())));
      }
    }
    return Data.of("agents", agents);
  }

  private static List<Double> learning(Standing agent) {
    List<List<Long>> laps =
        agent.completed().stream().map(it -> it.cost().learningNanos()).toList();
    int most = laps.stream().mapToInt(it -> it.size()).max().orElse(0);
    List<Double> seconds = new ArrayList<>();
    for (int lap = 0; lap < most; lap++) {
      int at = lap;
      seconds.add(
          1e-9
              * laps.stream()
                  .filter(it -> it.size() > at)
                  .mapToLong(it -> it.get(at))
                  .average()
                  .orElseThrow());
    }
    return seconds;
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
