package dev.recsim.report.compare;

import dev.recsim.baseline.Outcome;
import dev.recsim.report.page.About;
import dev.recsim.report.page.Figures;
import dev.recsim.rule.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A comparison in words. */
final class Sentences {
  /** Largest number of names in a sentence; more are counted. */
  private static final int NAMED = 5;

  private final RunComparison runs;
  private final UnaryOperator<String> foreign;
  private final List<Row> rows;

  /** An agent and its experiment. */
  private record Row(ExperimentComparison experiment, AgentDifference agent) {
    double weight() {
      return Math.abs(agent.share().orElse(agent.difference()));
    }
  }

  /**
   * @param foreign makes text of other authors safe within a sentence
   */
  Sentences(RunComparison runs, UnaryOperator<String> foreign) {
    this.runs = runs;
    this.foreign = foreign;
    this.rows =
        runs.experiments().stream()
            .flatMap(it -> it.agents().stream().map(agent -> new Row(it, agent)))
            .toList();
  }

  /** {@code actor_critic is worse in notebook.} */
  String headline() {
    Optional<String> worse = moved(Outcome.REGRESSED, "worse");
    Optional<String> better = moved(Outcome.IMPROVED, "better");
    if (worse.isPresent() && better.isPresent()) {
      return worse.get() + "; " + better.get() + ".";
    }
    if (worse.isPresent() || better.isPresent()) {
      return worse.or(() -> better).get() + ".";
    }
    if (has(Outcome.UNDECIDED)) {
      return "No clear difference.";
    }
    if (has(Outcome.IDENTICAL)) {
      return runs.experiments().stream().allMatch(ExperimentComparison::same)
          ? "Nothing changed: all scores are identical."
          : "All scores on both sides are identical.";
    }
    return "There is nothing to compare: no agent has scores on both sides.";
  }

  private boolean has(Outcome outcome) {
    return rows.stream().anyMatch(row -> row.agent().outcome() == outcome);
  }

  private Optional<String> moved(Outcome outcome, String text) {
    List<Row> moved = rows.stream().filter(row -> row.agent().outcome() == outcome).toList();
    if (moved.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        moved.size() == 1
            ? foreign.apply(moved.get(0).agent().agent())
                + " is "
                + text
                + (runs.experiments().size() > 1
                    ? " in " + foreign.apply(moved.get(0).experiment().name())
                    : "")
            : Figures.count(moved.size()) + " agents are " + text);
  }

  /** Returns the figures behind the headline. */
  String detail() {
    List<String> parts = new ArrayList<>();
    rows.stream()
        .filter(
            row ->
                row.agent().outcome() == Outcome.REGRESSED
                    || row.agent().outcome() == Outcome.IMPROVED)
        .max(
            Comparator.comparing((Row row) -> row.agent().outcome() == Outcome.REGRESSED)
                .thenComparingDouble(Row::weight))
        .ifPresent(row -> parts.add(figures(row)));
    if (!rows.isEmpty()) {
      parts.add(counts());
    }
    changed().ifPresent(parts::add);
    alone(Outcome.REMOVED, "base").ifPresent(parts::add);
    alone(Outcome.NEW, "head").ifPresent(parts::add);
    return String.join(" ", parts);
  }

  /** {@code Base: main~3 (9f86d08123). Head: the last run.} */
  String sides() {
    return "Base: %s. Head: %s."
        .formatted(
            runs.base().isEmpty() ? "nothing" : foreign.apply(runs.base()),
            runs.head().isEmpty() ? "nothing" : foreign.apply(runs.head()));
  }

  private String figures(Row row) {
    AgentDifference agent = row.agent();
    return "%s of %s went from %s to %s %s: %s, %s interval %s (seeds: %s)."
        .formatted(
            foreign.apply(agent.agent()),
            foreign.apply(row.experiment().name()),
            DifferenceWords.base(agent),
            DifferenceWords.head(agent),
            About.aSession(row.experiment().unit()),
            DifferenceWords.difference(agent),
            Figures.level(runs.alpha()),
            DifferenceWords.interval(agent),
            DifferenceWords.seeds(agent));
  }

  private String counts() {
    Map<Outcome, Integer> counts = new TreeMap<>(DifferenceWords.ORDER);
    rows.forEach(row -> counts.merge(row.agent().outcome(), 1, Integer::sum));
    long experiments = runs.experiments().stream().filter(it -> !it.oneSided()).count();
    return "Of %s in %s: %s."
        .formatted(
            Figures.count(rows.size(), "agent"),
            Figures.count(experiments, "experiment"),
            counts.entrySet().stream()
                .map(entry -> Figures.count(entry.getValue()) + " " + counted(entry.getKey()))
                .collect(Collectors.joining(", ")));
  }

  private static String counted(Outcome outcome) {
    return outcome == Outcome.UNDECIDED
        ? "without a clear difference"
        : DifferenceWords.text(outcome);
  }

  /** What changed in the experiments themselves; code is not compared. */
  private Optional<String> changed() {
    List<ExperimentComparison> changed =
        runs.experiments().stream()
            .filter(it -> it.changes().stream().anyMatch(change -> Change.matters(change.key())))
            .toList();
    if (changed.isEmpty()) {
      return Optional.empty();
    }
    List<String> keys =
        changed.get(0).changes().stream().map(Change::key).filter(Change::matters).toList();
    boolean one = changed.size() == 1 && keys.size() == 1;
    return Optional.of(
        "In %s, %s changed%s."
            .formatted(
                names(changed.stream().map(ExperimentComparison::name).toList()),
                changed.size() > 1
                    ? "keys of the experiment"
                    : one ? foreign.apply(keys.get(0)) : Figures.count(keys.size()) + " keys",
                differs()
                    ? "; %s alone can explain a difference".formatted(one ? "this" : "these")
                    : ""));
  }

  private boolean differs() {
    return rows.stream()
        .anyMatch(
            row ->
                row.agent().outcome() == Outcome.REGRESSED
                    || row.agent().outcome() == Outcome.IMPROVED
                    || row.agent().outcome() == Outcome.UNDECIDED);
  }

  private Optional<String> alone(Outcome outcome, String side) {
    List<String> names =
        runs.experiments().stream()
            .filter(it -> it.oneSided() && it.worst() == outcome)
            .map(ExperimentComparison::name)
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of("Only in the " + side + ": " + names(names) + ".");
  }

  private String names(List<String> names) {
    return Figures.some(names.stream().map(foreign).toList(), NAMED);
  }
}
