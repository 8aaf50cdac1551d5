package dev.recsim.report.check;

import dev.recsim.baseline.ArenaScore;
import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Pairing.Method;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figure;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Markdown;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Plain;
import dev.recsim.rule.Claim;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tables of verdicts, for HTML and Markdown. */
final class VerdictTables {
  private static final Cell NONE = Cell.of("-");

  private static final List<String> COMPARED =
      List.of("Baseline", "Now", "Difference", "Interval", "Margin", "Seeds");

  private VerdictTables() {}

  /**
   * A verdict and its figures.
   *
   * @param name of the agent or guard, text of the claim
   * @param figures a cell for each column of its {@link Kind}
   * @param note what the figures do not say; may be empty
   * @param changed which keys changed; may be empty
   */
  record Row(Outcome outcome, String name, List<Cell> figures, String note, String changed) {

    Row(Outcome outcome, String name, List<Cell> figures, String note) {
      this(outcome, name, figures, note, "");
    }

    /** The note on a page, which lists the changed keys above: they explain no identical score. */
    String shown() {
      return outcome == Outcome.IDENTICAL ? note : all();
    }

    private String all() {
      return Stream.of(note, changed)
          .filter(part -> !part.isEmpty())
          .collect(Collectors.joining("; "));
    }

    /** The row in a table of all experiments. */
    String markdown(String experiment) {
      List<String> cells = new ArrayList<>();
      String verdict = OutcomeWords.machine(outcome);
      cells.add(outcome.holds() ? verdict : "**" + verdict + "**");
      cells.add(Markdown.code(experiment));
      cells.add(Markdown.code(name));
      figures.forEach(it -> cells.add(it.text()));
      cells.add(all().isEmpty() ? "" : Markdown.code(all()));
      return VerdictTables.markdown(cells);
    }
  }

  /** What the rows of a table are, and its columns between verdict and note. */
  enum Kind {
    AGENT("Agent", COMPARED, it -> it.scores().stream().map(VerdictTables::row)),
    GUARD("Guard", COMPARED, it -> it.guards().stream().map(VerdictTables::row)),
    CLAIM(
        "Claim",
        List.of("Value", "Interval", "At least", "Seeds"),
        it -> it.claims().stream().map(VerdictTables::row)),
    ARENA(
        "Agent",
        List.of("In the baseline", "In the changed arena"),
        it -> it.basis().arenaScores().stream().map(VerdictTables::row)),
    RULE("By the recorded rule", List.of(), VerdictTables::ofRecordedRule);

    private final String subject;
    private final List<String> figures;
    private final Function<CheckResult, Stream<Row>> rows;

    Kind(String subject, List<String> figures, Function<CheckResult, Stream<Row>> rows) {
      this.subject = subject;
      this.figures = figures;
      this.rows = rows;
    }

    Stream<Row> rows(CheckResult check) {
      return rows.apply(check);
    }

    /** A table of HTML, the worst first; notes stand below verdicts. */
    Table html(String caption, CheckResult check) {
      List<Row> rows = rows(check).sorted(Comparator.comparing(Row::outcome).reversed()).toList();
      Columns<Row> table =
          Columns.<Row>sortable(caption)
              .text(subject, row -> Plain.line(row.name()))
              .word(
                  "Verdict",
                  row -> Cell.of(badge(row.outcome()), row.outcome().ordinal()).noted(row.shown()));
      for (int i = 0; i < figures.size(); i++) {
        int column = i;
        table.cell(figures.get(i), row -> row.figures().get(column));
      }
      return table.rows(rows);
    }

    private Badge badge(Outcome outcome) {
      return this == CLAIM ? CheckSections.ofClaim(outcome) : CheckSections.badge(outcome);
    }

    /** The two lines above the rows of Markdown. */
    List<String> markdown() {
      List<String> names = new ArrayList<>(List.of("Verdict", "Experiment", subject));
      names.addAll(figures);
      names.add("Note");
      return List.of(
          VerdictTables.markdown(names),
          "| --- | --- | --- |" + " ---: |".repeat(figures.size()) + " --- |");
    }
  }

  private static String markdown(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
  }

  static Row row(Comparison it) {
    Optional<Interval> bounds = it.test().bounds();
    double difference = it.test().difference();
    List<Cell> figures =
        List.of(
            Figure.cell(
                it.evidence().best().isPresent() ? Double.NaN : it.evidence().baseline(), bounds),
            Figure.cell(it.evidence().current(), bounds),
            Figure.cell(
                difference,
                bounds,
                decimals -> (difference > 0 ? "+" : "") + Figures.number(difference, decimals)),
            Figure.range(bounds, " (" + Figures.level(it.test().alpha()) + ")"),
            Figure.cell(Double.isNaN(difference) ? Double.NaN : it.test().margin(), bounds),
            seeds(
                it.evidence().seeds(),
                it.evidence().method() == Method.WELCH
                    ? " / " + Figures.count(it.evidence().baselineSeeds())
                    : ""));
    if (it.verdict().problem().isPresent()) {
      return new Row(it.outcome(), it.name(), figures, Plain.line(it.verdict().problem().get()));
    }
    String note =
        Stream.of(
                AgentWords.conclusion(it),
                AgentWords.best(it),
                it.evidence().method() == Method.WELCH
                    ? "not paired: other seeds than the baseline"
                    : "")
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("; "));
    return new Row(it.outcome(), it.name(), figures, note, AgentWords.changed(it));
  }

  static Row row(ClaimResult it) {
    return new Row(
        it.outcome(),
        it.claim().text(),
        List.of(
            figure(it.value(), value -> ClaimWords.text(it, value)),
            interval(it.bounds(), it.alpha(), value -> ClaimWords.text(it, value)),
            it.claim() instanceof Claim.Beats
                ? Cell.of("above 0", 0)
                : figure(it.threshold(), value -> ClaimWords.text(it, value)),
            seeds(it.sample().size(), it.ofLog() ? " sessions" : "")),
        it.problem().map(Plain::line).orElse(""));
  }

  static Row row(ArenaScore it) {
    return new Row(
        Outcome.ARENA_CHANGED,
        it.agent(),
        List.of(figure(it.baseline(), Phrases::score), figure(it.current(), Phrases::score)),
        "not comparable");
  }

  /** The verdicts of the recorded rule on agents, guards and claims. */
  private static Stream<Row> ofRecordedRule(CheckResult check) {
    String unit = check.unit();
    return check.weakening().stream()
        .flatMap(
            rule ->
                Stream.concat(
                    rule.comparisons().stream()
                        .map(it -> row(it.outcome(), it.name(), AgentWords.reason(it, unit))),
                    rule.claims().stream()
                        .map(
                            it ->
                                row(
                                    it.outcome(),
                                    it.claim().text(),
                                    ClaimWords.reason(it, unit)))));
  }

  private static Row row(Outcome outcome, String name, String sentence) {
    return new Row(outcome, name, List.of(), sentence);
  }

  /** A figure that sorts; a dash where there is none. */
  private static Cell figure(double value, DoubleFunction<String> text) {
    return Double.isFinite(value) ? Cell.of(text.apply(value), value) : NONE;
  }

  private static Cell interval(
      Optional<Interval> bounds, double alpha, DoubleFunction<String> text) {
    return Cell.of(Figures.interval(bounds, text, " (" + Figures.level(alpha) + ")"));
  }

  private static Cell seeds(int seeds, String more) {
    return seeds == 0 ? NONE : Cell.of(Figures.count(seeds) + more, seeds);
  }
}
