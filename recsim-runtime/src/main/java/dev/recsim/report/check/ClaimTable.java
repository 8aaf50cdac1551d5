package dev.recsim.report.check;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Claim;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.report.check.AgainstBaseline.Levels;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Plain;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The verdicts on the claims, the worst first. */
final class ClaimTable {
  private ClaimTable() {}

  /** Empty where nothing is claimed. */
  static Optional<Section> section(CheckResult check) {
    if (check.claims().isEmpty()) {
      return Optional.empty();
    }
    List<ClaimResult> claims =
        check.claims().stream()
            .sorted(Comparator.comparing(ClaimResult::outcome).reversed())
            .toList();
    boolean problems = claims.stream().anyMatch(it -> it.problem() != null);
    Levels levels =
        Levels.of(
            claims.stream().filter(it -> it.bounds().isPresent()).mapToDouble(ClaimResult::alpha));
    List<String> columns =
        new ArrayList<>(
            List.of("Claim", "Verdict", "#Value", levels.column(), "#At least", "#Seeds"));
    if (problems) {
      columns.add("Note");
    }
    Table table = Table.of("Claims", true, columns);
    for (ClaimResult it : claims) {
      List<Cell> cells = new ArrayList<>(cells(it, levels));
      if (problems) {
        cells.add(Cell.of(it.problem() == null ? "" : Plain.line(it.problem())));
      }
      table.row(cells);
    }
    return Optional.of(
        CheckSections.section(
            "claims",
            "Claims",
            "What the experiment file claims about this run alone. A claim HOLDS if its whole"
                + " interval is at the threshold or above, and is BROKEN if all of it is below. The"
                + " value of a claim about two agents is their difference.",
            table));
  }

  private static List<Cell> cells(ClaimResult it, Levels levels) {
    Cell claim = Cell.of(Plain.line(it.claim().text()));
    Cell verdict = CheckSections.cell(it.outcome());
    if (it.problem() != null) {
      Cell none = Cell.of("-");
      return List.of(claim, verdict, none, none, none, none);
    }
    return List.of(
        claim,
        verdict,
        Cell.of(text(it, it.value()), it.value()),
        Cell.of(
            it.bounds()
                .map(bounds -> interval(it, bounds) + levels.suffix(it.bounds(), it.alpha()))
                .orElse("-")),
        Cell.of(
            it.claim() instanceof Claim.Beats ? "above 0" : text(it, it.threshold()),
            it.threshold()),
        Cell.of(Figures.count(it.seeds()), it.seeds()));
  }

  private static String interval(ClaimResult it, Interval bounds) {
    return Figures.noSpread(bounds)
        ? "no spread"
        : text(it, bounds.low()) + " to " + text(it, bounds.high());
  }

  /** A share as a percentage; enough decimals to tell the value from its threshold. */
  private static String text(ClaimResult it, double value) {
    return it.claim() instanceof Claim.AtLeast claim
            && claim.quantity().equals(Claim.SHARE_OF_OPTIMUM)
        ? Figures.percent(value)
        : Figures.number(value, ClaimWords.decimals(it));
  }
}
