package dev.recsim.report.check;

import static dev.recsim.report.check.Checks.claim;
import static dev.recsim.report.check.Checks.compared;
import static dev.recsim.report.check.Checks.comparison;
import static dev.recsim.report.check.Checks.regressed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.CheckResult.Basis;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import dev.recsim.report.check.BuildRules.OnUndecided;
import dev.recsim.rule.Change;
import dev.recsim.rule.Claim;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeadlineTest {
  @Test
  void headlineNamesWhatFailed() {
    List<CheckResult> results =
        List.of(
            compared("quick", comparison("a", Outcome.IDENTICAL, 1, 1, null, 0)),
            compared("notebook", regressed("actor_critic")));

    assertThat(CheckWords.headline(results, Checks.STRICT))
        .isEqualTo(
            "recsim:check failed: 1 of 2 experiments: notebook"
                + " (actor_critic REGRESSED by 0.61, 6.8 %; margin 0.18)");
    assertThat(CheckWords.headline(results, Checks.LENIENT))
        .isEqualTo("recsim:check passed: 2 experiments (1 REGRESSED)");
    assertThat(CheckWords.headline(results.subList(0, 1), Checks.STRICT))
        .isEqualTo("recsim:check passed: 1 experiment");
  }

  @Test
  void headlineStaysShortHoweverMuchFails() {
    CheckResult bad =
        compared(
            "x",
            IntStream.range(0, 50)
                .mapToObj(i -> regressed("agent" + i))
                .toArray(Comparison[]::new));

    assertThat(CheckWords.headline(java.util.Collections.nCopies(99, bad), Checks.STRICT))
        .startsWith("recsim:check failed: 99 of 99 experiments: x (agent0 REGRESSED by 0.61")
        .contains("and 47 more)")
        .endsWith(" and 96 more")
        .hasSizeLessThan(700);
  }

  @Test
  void headlineTellsEveryReason() {
    assertThat(
            CheckWords.headline(
                List.of(
                    Checks.changed("a", new Change("seed", "1", "2")),
                    Checks.unread("b", Outcome.NO_BASELINE, null),
                    Checks.unread("c", Outcome.DAMAGED, "is damaged")),
                Checks.STRICT))
        .isEqualTo(
            "recsim:check failed: 3 of 3 experiments: a (ARENA CHANGED: seed),"
                + " b (no baseline), c (its baseline cannot be used)");
    assertThat(
            CheckWords.headline(
                List.of(
                    CheckResult.of("a", Basis.of(Outcome.NO_BASELINE))
                        .withClaims(
                            List.of(claim(new Claim.Beats("x", "y"), Outcome.UNDECIDED, 0, null)))),
                new BuildRules(true, false, OnUndecided.FAIL)))
        .isEqualTo("recsim:check failed: 1 of 1 experiment: a (\"x beats y\" UNDECIDED)");
  }
}
