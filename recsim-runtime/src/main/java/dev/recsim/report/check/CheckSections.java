package dev.recsim.report.check;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Weakening;
import dev.recsim.report.check.Finding.Subject;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Check;
import dev.recsim.report.page.Page.Hint;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Plain;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A check as HTML: the top of a page and sections. */
public final class CheckSections {
  /** Sentences on top of the page; the sections below have them all. */
  private static final int TOLD = 3;

  private CheckSections() {}

  /** A verdict as a badge. */
  public static Badge badge(Outcome outcome) {
    String tone =
        switch (outcome) {
          case COMPARED, IDENTICAL, HOLDS, IMPROVED, NEW -> "good";
          case NO_BASELINE -> "quiet";
          case UNDECIDED -> "unsure";
          default -> "bad";
        };
    return new Badge(tone, outcome.name().replace('_', ' '));
  }

  /** A verdict as a cell, sorted by how bad it is. */
  static Cell cell(Outcome outcome) {
    return Cell.of(badge(outcome), outcome.ordinal());
  }

  /** What stands on top of the page. */
  public static Check top(CheckResult check) {
    return new Check(
        badge(check.worst()),
        sentence(check),
        details(check),
        Cure.of(check).stream()
            .map(
                it ->
                    new Hint(
                        Plain.capital(it.words()) + (it.command().isEmpty() ? "." : ":"),
                        it.command()))
            .toList());
  }

  /** A check in one sentence, without names. */
  static String sentence(CheckResult check) {
    return check.empty()
        ? "There is no baseline to compare these scores with."
        : Plain.capital(CheckWords.overview(check)) + ".";
  }

  /** What does not hold, the worst first. */
  private static List<String> details(CheckResult check) {
    List<String> details =
        Finding.of(check).stream()
            .filter(it -> !it.outcome().holds())
            .filter(it -> it.subject() != Subject.BASELINE || check.problem() != null)
            .sorted(Comparator.comparing(Finding::outcome).reversed())
            .map(
                it ->
                    it.subject() == Subject.BASELINE
                        ? Phrases.line(check.problem())
                        : it.sentence())
            .toList();
    return details.size() <= TOLD
        ? details
        : Stream.concat(
                details.stream().limit(TOLD),
                Stream.of("and " + (details.size() - TOLD) + " more, see below"))
            .toList();
  }

  /** The sections that tell why. */
  public static List<Section> of(CheckResult check) {
    return Stream.of(
            changes(check),
            arena(check),
            AgainstBaseline.section(check),
            check.weakening().map(CheckSections::rule),
            ClaimTable.section(check))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Section> changes(CheckResult check) {
    if (check.changes().isEmpty()) {
      return Optional.empty();
    }
    Table table = Table.of("Keys that changed", "Key", "In the baseline", "Now");
    check
        .changes()
        .forEach(it -> table.row(Plain.line(it.key()), value(it.before()), value(it.after())));
    return Optional.of(
        section(
            "changed",
            "What changed since the baseline",
            "Keys of the experiment file, and files that it names, which differ from those the"
                + " baseline was recorded with.",
            table));
  }

  private static String value(String value) {
    return value == null ? "not there" : Plain.line(value);
  }

  private static Optional<Section> arena(CheckResult check) {
    if (check.arenaScores().isEmpty()) {
      return Optional.empty();
    }
    Table table =
        Table.of(
            "Mean scores, not comparable",
            true,
            List.of("Agent", "#In the baseline", "#In the changed arena"));
    check
        .arenaScores()
        .forEach(
            it ->
                table.row(
                    List.of(
                        Cell.of(Plain.line(it.agent())),
                        score(it.baseline(), 4),
                        score(it.current(), 4))));
    return Optional.of(
        section(
            "arena",
            "Both arenas' scores, not comparable",
            "Environment, root seed or evaluation changed, so a difference between these columns"
                + " says nothing about the agents.",
            table));
  }

  /** A figure that sorts; a dash where there is none. */
  static Cell score(double value, int decimals) {
    String text = Figures.number(value, decimals);
    return Double.isFinite(value) ? Cell.of(text, value) : Cell.of(text);
  }

  private static Section rule(Weakening weakening) {
    Table table = Table.of("Verdicts by the recorded rule", "Verdict", "In words");
    Stream.concat(
            weakening.comparisons().stream()
                .map(it -> List.of(cell(it.outcome()), Cell.of(AgentWords.sentence(it, "")))),
            weakening.claims().stream()
                .map(it -> List.of(cell(it.outcome()), Cell.of(ClaimWords.sentence(it)))))
        .forEach(table::row);
    return section(
        "rule",
        "By the recorded rule",
        "Margin, claims or seeds were relaxed since the baseline was recorded. These are the"
            + " verdicts of the recorded rule on this run; the change fails the check unless all"
            + " of them hold.",
        table);
  }

  /** A section of one table. */
  static Section section(String id, String heading, String lead, Table table) {
    return new Section(id, heading, lead, null, table, List.of());
  }
}
