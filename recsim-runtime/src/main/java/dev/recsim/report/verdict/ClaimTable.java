package dev.recsim.report.verdict;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Claim;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Column;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Plain;
import dev.recsim.stats.Interval;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the experiment file claims, and what came of it; the worst first. */
final class ClaimTable {
  private ClaimTable() {}

  /** Empty where nothing is claimed. */
  static Optional<Section> section(CheckResult check) {
    if (check.claims().isEmpty()) {
      return Optional.empty();
    }
    List<ClaimResult> claims =
        check.claims().stream()
            .sorted(Comparator.comparing((ClaimResult it) -> Finding.of(it.outcome())).reversed())
            .toList();
    Levels levels =
        Levels.of(
            claims.stream().filter(it -> it.bounds().isPresent()).mapToDouble(ClaimResult::alpha));
    Columns<ClaimResult> table =
        Columns.<ClaimResult>sortable("Table of claims")
            .text("Claim", it -> Plain.line(it.claim().text()))
            .cell(new Column("Verdict", false, ""), ClaimTable::verdict);
    add(table, "Value", it -> Cell.of(text(it, it.value()), it.value()));
    add(
        table,
        levels.column(),
        it ->
            Cell.of(
                it.bounds()
                    .map(bounds -> interval(it, bounds) + levels.suffix(it.bounds(), it.alpha()))
                    .orElse("-")));
    add(
        table,
        "At least",
        it ->
            Cell.of(
                it.claim() instanceof Claim.Beats ? "above 0" : text(it, it.threshold()),
                it.threshold()));
    add(table, "Seeds", it -> Cell.count(it.seeds()));
    if (claims.stream().anyMatch(it -> it.problem() != null)) {
      table.text("Note", it -> it.problem() == null ? "" : Plain.line(it.problem()));
    }
    return Optional.of(
        Section.of(
            "claims",
            "Claims",
            "What the experiment file claims of this run alone. A claim holds if its whole interval"
                + " is at the threshold or above, and is broken if all of it is below. The value of"
                + " a claim about two agents is their difference.",
            table.rows(claims)));
  }

  private static Cell verdict(ClaimResult it) {
    Finding finding = Finding.of(it.outcome());
    return Cell.of(finding.badge(), finding.ordinal());
  }

  /** A column of figures, with a dash where the claim could not be tested. */
  private static void add(
      Columns<ClaimResult> table, String name, Function<ClaimResult, Cell> cell) {
    table.cell(name, it -> it.problem() == null ? cell.apply(it) : Cell.of("-"));
  }

  private static String interval(ClaimResult it, Interval bounds) {
    return bounds.halfWidth() == 0
        ? "no spread"
        : text(it, bounds.low()) + " to " + text(it, bounds.high());
  }

  /** A share as a percentage; enough decimals to tell the value from its threshold. */
  private static String text(ClaimResult it, double value) {
    if (it.claim() instanceof Claim.ShareOfOptimum) {
      return Figures.percent(value);
    }
    int decimals = Figures.decimals(Figures.decimals(it.bounds()), it.value(), it.threshold());
    return Figures.fixed(value, decimals);
  }
}
