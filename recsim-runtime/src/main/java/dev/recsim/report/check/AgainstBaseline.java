package dev.recsim.report.check;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import dev.recsim.report.page.About;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Forest;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Plain;
import java.util.Comparator;
import java.util.List;

/** Each agent's difference to its baseline, as a forest chart and a table; the worst first. */
final class AgainstBaseline {
  /** Margins from zero within which a difference can be told from its margin. */
  private static final double CLOSE = 3;

  private AgainstBaseline() {}

  static Section section(CheckResult check) {
    // Where nothing moved there is nothing to draw.
    boolean drawn = check.scores().stream().anyMatch(it -> it.test().bounds().isPresent());
    return new Section(
        "baseline",
        check.status() == Outcome.ARENA_CHANGED
            ? "The recorded experiment with the current code"
            : "Against the baseline",
        drawn
            ? lead()
            : "An agent is IDENTICAL if all of its sessions are the same as in the baseline.",
        drawn ? chart(check) : null,
        VerdictTables.Kind.AGENT.html("Agents against the baseline", check),
        List.of());
  }

  private static String lead() {
    return "Mean score minus the baseline's, with its interval over seeds. The shaded zone is the"
        + " margin: drops that are tolerated. An agent HOLDS if its whole interval lies right of"
        + " the zone's dashed edge, and has IMPROVED if it lies right of zero. It has REGRESSED if"
        + " it lost more than the margin and its interval ends left of zero. Otherwise it is"
        + " UNDECIDED.";
  }

  private static Chart chart(CheckResult check) {
    List<Comparison> comparisons =
        check.scores().stream()
            .sorted(Comparator.comparing(Comparison::outcome).reversed())
            .toList();
    Forest forest = new Forest();
    double margin = 0;
    for (Comparison it : comparisons) {
      forest
          .row(
              it.agent(),
              CheckSections.badge(it.outcome()),
              it.test().difference(),
              it.test().bounds(),
              CLOSE * it.test().margin(),
              -it.test().margin(),
              0)
          .and("margin", it.test().margin());
      margin = Math.max(margin, Double.isNaN(it.test().difference()) ? 0 : it.test().margin());
    }
    return forest.chart(
        "forest",
        "difference to the baseline with its interval, and the margin",
        Data.of(
            "unit", Plain.capital(About.rewardPerSession(check.unit())) + ", now minus baseline"),
        0.1 * margin);
  }
}
