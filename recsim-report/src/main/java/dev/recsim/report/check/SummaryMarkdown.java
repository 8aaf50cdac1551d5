package dev.recsim.report.check;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Outcome;
import dev.recsim.report.check.BuildRules.Severity;
import dev.recsim.report.check.VerdictTables.Kind;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Markdown;
import dev.recsim.rule.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A check as Markdown, for summaries of CI jobs and comments on merge requests: the verdict, what
 * to do, the decision of each experiment, tables of agents, guards and claims, failing ones first,
 * warnings, and changed keys.
 */
public final class SummaryMarkdown {
  /** Comments may have 65,536 characters on GitHub; others may stand around these. */
  static final int MOST_BYTES = 60_000;

  private static final List<String> FOLD =
      List.of("<details><summary>What changed in the experiments</summary>", "");

  private static final List<String> WARNINGS = List.of("### Warnings", "");

  private SummaryMarkdown() {}

  /**
   * The text: fewer than 60,000 bytes of UTF-8, however much there is to say.
   *
   * @param headlines the decision of each experiment that has a report, by name
   * @param warnings sentences by experiment
   */
  public static String render(
      List<CheckResult> results,
      BuildRules rules,
      SortedMap<String, String> headlines,
      SortedMap<String, List<String>> warnings) {
    List<Section> sections =
        List.of(
            new Section(List.of(), todo(results, rules), "", 12_000),
            new Section(List.of(), headlines(headlines), "", 6_000),
            table(Kind.AGENT, 16_000, results, rules),
            table(Kind.GUARD, 10_000, results, rules),
            table(Kind.CLAIM, 10_000, results, rules),
            table(Kind.ARENA, 4_000, results, rules),
            new Section(WARNINGS, warnings(warnings), "", 2_000),
            new Section(FOLD, changes(results), "\n</details>\n", 4_000));
    String head = "## " + CheckWords.counts(results, rules) + "\n";
    String whole = text(head, sections, Integer.MAX_VALUE);
    return Markdown.bytes(whole) < MOST_BYTES ? whole : text(head, sections, 1);
  }

  private static String text(String head, List<Section> sections, int times) {
    StringBuilder text = new StringBuilder(head);
    sections.forEach(section -> text.append(section.text(times)));
    return text.toString();
  }

  /**
   * A list or a table.
   *
   * @param head lines above the rows
   * @param foot below them
   * @param most bytes that it may take where not all of them fit
   */
  private record Section(List<String> head, List<String> rows, String foot, int most) {

    /** Nothing where there are no rows; with as many as fit into so many times its bytes. */
    String text(int times) {
      if (rows.isEmpty()) {
        return "";
      }
      StringBuilder text = new StringBuilder("\n");
      head.forEach(line -> text.append(line).append('\n'));
      long left = (long) most * times;
      for (int i = 0; i < rows.size(); i++) {
        left -= Markdown.bytes(rows.get(i)) + 1;
        if (left < 0) {
          return text.append("\n... and ")
              .append(Figures.count(rows.size() - i))
              .append(" more, see the report\n")
              .append(foot)
              .toString();
        }
        text.append(rows.get(i)).append('\n');
      }
      return text.append(foot).toString();
    }
  }

  private static List<String> todo(List<CheckResult> results, BuildRules rules) {
    return results.stream()
        .filter(it -> rules.severity(it) != Severity.FINE || it.status() != Outcome.COMPARED)
        .sorted(Comparator.comparing((CheckResult it) -> rules.severity(it)).reversed())
        .map(SummaryMarkdown::todo)
        .toList();
  }

  private static String todo(CheckResult result) {
    StringBuilder text = new StringBuilder("- ");
    text.append(Markdown.code(result.experiment())).append(": ");
    text.append(CheckWords.overview(result));
    result.basis().problem().ifPresent(it -> text.append(": ").append(Markdown.code(it)));
    for (Cure cure : Cure.of(result)) {
      text.append("; ").append(cure.words());
      if (!cure.command().isEmpty()) {
        text.append(": ").append(Markdown.code(cure.command()));
      }
    }
    return text.toString();
  }

  /** The rows of all experiments in one table, those that fail first. */
  private static Section table(Kind kind, int most, List<CheckResult> results, BuildRules rules) {
    record Part(Severity severity, String text) {}
    List<String> rows =
        results.stream()
            .flatMap(
                it ->
                    kind.rows(it)
                        .map(
                            row ->
                                new Part(
                                    rules.severity(row.outcome()), row.markdown(it.experiment()))))
            .sorted(Comparator.comparing(Part::severity).reversed())
            .map(Part::text)
            .toList();
    return new Section(kind.markdown(), rows, "", most);
  }

  private static List<String> headlines(SortedMap<String, String> headlines) {
    List<String> rows = new ArrayList<>();
    headlines.forEach(
        (experiment, headline) ->
            rows.add("- " + Markdown.code(experiment) + ": " + Markdown.text(headline)));
    return rows;
  }

  private static List<String> warnings(SortedMap<String, List<String>> warnings) {
    List<String> rows = new ArrayList<>();
    warnings.forEach(
        (experiment, sentences) ->
            sentences.forEach(
                it -> rows.add("- " + Markdown.code(experiment) + ": " + Markdown.text(it))));
    return rows;
  }

  /** The experiment's name stands at each of its keys, as anything may be cut. */
  private static List<String> changes(List<CheckResult> results) {
    List<String> rows = new ArrayList<>();
    for (CheckResult result : results) {
      for (Change change : result.basis().changes()) {
        rows.add(
            "- %s %s: %s -> %s"
                .formatted(
                    Markdown.code(result.experiment()),
                    Markdown.code(change.key()),
                    value(change.before()),
                    value(change.after())));
      }
    }
    return rows;
  }

  private static String value(String value) {
    return Optional.ofNullable(value).map(Markdown::code).orElse("nothing");
  }
}
