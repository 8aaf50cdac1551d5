package dev.recsim.report.verdict;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Comparison.Method;
import dev.recsim.baseline.Outcome;
import dev.recsim.json.JsonText;
import dev.recsim.report.page.CloseUp;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Column;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Plain;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Each agent's difference to its baseline, as a forest chart and a table; the worst first. */
final class AgainstBaseline {
  /** Margins from zero within which a difference can be told from its margin. */
  private static final double CLOSE = 3;

  private final List<Comparison> comparisons;

  private AgainstBaseline(CheckResult check) {
    this.comparisons =
        check.comparisons().stream()
            .sorted(Comparator.comparing((Comparison it) -> Finding.of(it.outcome())).reversed())
            .toList();
  }

  /** Empty where nothing was compared. */
  static Optional<Section> section(CheckResult check) {
    return check.comparisons().isEmpty()
        ? Optional.empty()
        : Optional.of(new AgainstBaseline(check).section());
  }

  private Section section() {
    // Where nothing moved there is nothing to draw.
    boolean drawn = comparisons.stream().anyMatch(it -> it.bounds().isPresent());
    return new Section(
        "baseline",
        "Against the baseline",
        drawn
            ? lead()
            : "An agent is identical where every one of its sessions went as in the baseline.",
        drawn ? chart() : null,
        table(),
        List.of());
  }

  private static String lead() {
    return "Mean score now less that in the baseline, with its interval over seeds. The shaded zone"
        + " is the margin: a drop that still counts as good. An agent holds if its whole interval"
        + " lies right of the zone's dashed edge; it has regressed if it lost the margin or more"
        + " and its interval ends left of zero; all else is undecided.";
  }

  private Chart chart() {
    ObjectNode data = JsonText.NODES.objectNode();
    data.put("unit", "Reward per session, now less baseline");
    ArrayNode rows = data.putArray("rows");
    List<double[]> all = new ArrayList<>();
    List<double[]> near = new ArrayList<>();
    double margin = 0;
    for (Comparison it : comparisons) {
      rows.add(row(it));
      if (!Double.isNaN(it.difference())) {
        double[] span = span(it);
        all.add(span);
        if (Math.abs(it.difference()) <= CLOSE * it.margin()) {
          near.add(span);
        }
        margin = Math.max(margin, it.margin());
      }
    }
    return new Chart(
        "forest",
        "Forest chart: difference to the baseline with its interval, and the margin, by agent: "
            + comparisons.stream()
                .map(it -> it.agent() + " " + Finding.of(it.outcome()).badge().word())
                .collect(Collectors.joining(", ")),
        comparisons.size(),
        CloseUp.of(data, all, near, 0.1 * margin),
        data);
  }

  private static double[] span(Comparison it) {
    return new double[] {
      it.bounds().map(Interval::low).orElse(it.difference()),
      it.bounds().map(Interval::high).orElse(it.difference()),
      -it.margin(),
      0
    };
  }

  private static ObjectNode row(Comparison it) {
    ObjectNode row = JsonText.NODES.objectNode();
    Cell verdict = verdict(it);
    row.put("agent", it.agent());
    row.put("tone", verdict.badge().tone());
    row.put("word", verdict.text());
    row.set("difference", Figures.drawn(it.difference()));
    row.set("low", Figures.drawn(it.bounds().map(Interval::low).orElse(null)));
    row.set("high", Figures.drawn(it.bounds().map(Interval::high).orElse(null)));
    row.set("margin", Figures.drawn(it.margin()));
    return row;
  }

  private static Cell verdict(Comparison it) {
    Finding finding = Finding.of(it.outcome());
    return Cell.of(finding.badge(), finding.ordinal());
  }

  private Table table() {
    Levels levels =
        Levels.of(
            comparisons.stream()
                .filter(it -> it.bounds().isPresent())
                .mapToDouble(Comparison::alpha));
    Columns<Comparison> table =
        Columns.<Comparison>sortable("Agents against the baseline")
            .text("Agent", Comparison::agent)
            .cell(new Column("Verdict", false, ""), AgainstBaseline::verdict);
    add(table, "Baseline", it -> cell(it, it.baseline()));
    add(table, "Now", it -> cell(it, it.current()));
    add(
        table,
        "Difference",
        it ->
            Cell.of(
                Figures.signed(it.difference(), Figures.decimals(it.bounds())), it.difference()));
    add(
        table,
        levels.column(),
        it -> Cell.of(Figures.interval(it.bounds()) + levels.suffix(it.bounds(), it.alpha())));
    add(table, "Margin", it -> cell(it, it.margin()));
    add(
        table,
        "Seeds",
        it ->
            Cell.of(
                it.method() == Method.WELCH
                    ? it.seeds() + " / " + it.baselineSeeds()
                    : Integer.toString(it.seeds()),
                it.seeds()));
    if (comparisons.stream().anyMatch(it -> !note(it).isEmpty())) {
      table.text("Note", AgainstBaseline::note);
    }
    return table.rows(comparisons);
  }

  /** A column of figures, with a dash where there is no comparison. */
  private static void add(Columns<Comparison> table, String name, Function<Comparison, Cell> cell) {
    table.cell(name, it -> it.problem() == null ? cell.apply(it) : Cell.of("-"));
  }

  private static Cell cell(Comparison it, double value) {
    return Cell.of(Figures.fixed(value, Figures.decimals(it.bounds())), value);
  }

  /** What the figures do not say. */
  private static String note(Comparison it) {
    if (it.problem() != null) {
      return Plain.line(it.problem());
    }
    List<String> notes = new ArrayList<>();
    if (it.improved()) {
      notes.add("better beyond doubt");
    }
    if (it.outcome() == Outcome.UNDECIDED && it.seedsToDecide() > it.seeds()) {
      notes.add("about " + Figures.count(it.seedsToDecide()) + " seeds would decide");
    }
    if (it.method() == Method.WELCH) {
      notes.add("other seeds than the baseline's, so not paired");
    }
    return String.join("; ", notes);
  }
}
