package dev.recsim.report.verdict;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.report.results.CheckSummary;
import dev.recsim.report.results.CheckSummary.ComparedAgent;
import dev.recsim.report.results.CheckSummary.TestedClaim;
import dev.recsim.report.results.Rounded;
import java.util.Locale;

/** A check as records of {@code results.json}. */
public final class CheckJson {
  private CheckJson() {}

  /** The records. */
  public static CheckSummary of(CheckResult check) {
    return new CheckSummary(
        Finding.of(check).key(),
        VerdictSections.sentence(check),
        check.problem(),
        check.changes(),
        check.comparisons().stream().map(CheckJson::agent).toList(),
        check.claims().stream().map(CheckJson::claim).toList());
  }

  private static ComparedAgent agent(Comparison it) {
    return new ComparedAgent(
        it.agent(),
        Finding.of(it.outcome()).key(),
        it.method().name().toLowerCase(Locale.ROOT),
        it.seeds(),
        it.baselineSeeds(),
        Rounded.number(it.baseline()),
        Rounded.number(it.current()),
        Rounded.number(it.difference()),
        Rounded.interval(it.bounds()),
        Rounded.number(it.alpha()),
        Rounded.number(it.margin()),
        it.problem());
  }

  private static TestedClaim claim(ClaimResult it) {
    return new TestedClaim(
        it.claim().text(),
        Finding.of(it.outcome()).key(),
        it.seeds(),
        Rounded.number(it.value()),
        Rounded.interval(it.bounds()),
        Rounded.number(it.alpha()),
        Rounded.number(it.threshold()),
        it.problem());
  }
}
