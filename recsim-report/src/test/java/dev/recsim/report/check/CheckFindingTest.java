package dev.recsim.report.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.CheckResult.Basis;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.ClaimResult.Sample;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Comparison.Evidence;
import dev.recsim.baseline.Comparison.Subject;
import dev.recsim.baseline.Comparison.Verdict;
import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Pairing.Method;
import dev.recsim.json.JsonObject;
import dev.recsim.report.check.BuildRules.OnUndecided;
import dev.recsim.report.check.BuildRules.Severity;
import dev.recsim.report.page.Glossary;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Tone;
import dev.recsim.rule.Claim;
import dev.recsim.rule.Margin;
import dev.recsim.rule.Quantity;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckFindingTest {
  @Test
  void worstOfAllAgentsAndClaimsIsTheExperiments() {
    assertThat(compared(Outcome.IDENTICAL, Outcome.HOLDS)).isEqualTo(Outcome.HOLDS);
    assertThat(compared(Outcome.UNDECIDED, Outcome.HOLDS)).isEqualTo(Outcome.UNDECIDED);
    assertThat(compared(Outcome.UNDECIDED, Outcome.REGRESSED, Outcome.INCOMPLETE))
        .isEqualTo(Outcome.REGRESSED);
    assertThat(of(Outcome.COMPARED, List.of(Outcome.UNDECIDED), List.of(Outcome.BROKEN)))
        .isEqualTo(Outcome.BROKEN);
  }

  @Test
  void claimThatHoldsMakesNothingLessThanIdentical() {
    assertThat(of(Outcome.COMPARED, List.of(Outcome.IDENTICAL), List.of(Outcome.HOLDS)))
        .isEqualTo(Outcome.IDENTICAL);
  }

  @Test
  void claimsAreToldAlsoWithoutABaseline() {
    assertThat(of(Outcome.NO_BASELINE, List.of(), List.of(Outcome.HOLDS)))
        .isEqualTo(Outcome.NO_BASELINE);
    assertThat(of(Outcome.NO_BASELINE, List.of(), List.of(Outcome.BROKEN)))
        .isEqualTo(Outcome.BROKEN);
    assertThat(of(Outcome.DAMAGED, List.of(), List.of(Outcome.UNDECIDED)))
        .isEqualTo(Outcome.DAMAGED);
    assertThat(of(Outcome.ARENA_CHANGED, List.of(), List.of())).isEqualTo(Outcome.ARENA_CHANGED);
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void everyOutcomeHasABadgeAndAKeyThatIsReadBack(Outcome outcome) {
    Badge badge = CheckSections.badge(outcome);
    assertThat(OutcomeWords.machine(outcome)).isEqualTo(outcome.name().replace('_', ' '));
    assertThat(badge.word()).isLowerCase().doesNotContain("arena", "regressed");
    assertThat(Glossary.term(badge.word())).as(badge.word()).isNotNull();
    assertThat(CheckJson.outcome(JsonObject.key(outcome))).contains(outcome);
    assertThat(badge.tone() == Tone.GOOD).isEqualTo(outcome.holds());
  }

  @Test
  void wordOfAnotherVersionIsNotKnown() {
    assertThat(CheckJson.outcome("splendid")).isEmpty();
    assertThat(CheckJson.outcome("no_baseline")).contains(Outcome.NO_BASELINE);
  }

  @Test
  void whateverTheRulesWhatIsMissingOrNotComparableFails() {
    BuildRules lenient = new BuildRules(false, false, OnUndecided.PASS);
    assertThat(Stream.of(Outcome.values()).filter(it -> lenient.severity(it) == Severity.FAILURE))
        .containsExactly(
            Outcome.REFUSED,
            Outcome.DIFFERS,
            Outcome.INCOMPLETE,
            Outcome.NO_VALUE,
            Outcome.NO_MARGIN,
            Outcome.NOT_RECORDED,
            Outcome.REMOVED,
            Outcome.WEAKENED,
            Outcome.ARENA_CHANGED,
            Outcome.NO_EXPERIMENT,
            Outcome.DAMAGED);
    assertThat(lenient.severity(Outcome.REGRESSED)).isEqualTo(Severity.WARNING);
    assertThat(Checks.STRICT.severity(Outcome.NO_BASELINE)).isEqualTo(Severity.FAILURE);
    assertThat(Checks.LENIENT.fails(Checks.weakened(8.3))).isTrue();
    assertThat(Checks.STRICT.fails(Checks.weakened(8.7))).isFalse();
  }

  @Test
  void failuresStandByHarmInTheWordsOfPages() {
    Comparison guard =
        new Comparison(
            new Subject("random", new Quantity("slate_diversity", false, Margin.DEFAULTS)),
            new Verdict(Outcome.REGRESSED),
            new Evidence(Method.PAIRED, 5, 5, Optional.empty(), 0.951, 0.8416),
            new Comparison.Test(-0.1094, Optional.empty(), 0.01, 0.01902, 0, 0));
    CheckResult result =
        Checks.compared(
                "e",
                Checks.comparison("open", Outcome.UNDECIDED, 8.92, 8.8, new Interval(-.4, .16), 9),
                guard,
                Checks.comparison("small", Outcome.REGRESSED, 8.92, 8.7, new Interval(-.3, -.2), 0),
                Checks.regressed("large"),
                Checks.comparison("same", Outcome.IDENTICAL, 1, 1, null, 0))
            .withClaims(List.of(claim(Outcome.BROKEN)));
    assertThat(
            CheckFinding.of(result).stream()
                .filter(it -> !it.outcome().holds())
                .sorted(CheckFinding.BY_HARM)
                .map(it -> it.words().plain()))
        .containsExactly(
            "large earns 6.8 % less than in the baseline, allowed 2 %",
            "small earns 2.5 % less than in the baseline, allowed 2 %",
            "Slate diversity of random fell by 11.5 %, allowed 2 %",
            "The claim \"a beats b\" is broken",
            "Whether open got worse by more than the allowed 2 % is not decided");
    assertThat(CheckSections.top(result).headline())
        .isEqualTo("large earns 6.8 % less than in the baseline, allowed 2 % (and 4 more)");
    assertThat(CheckSections.top(result).details())
        .satisfies(
            it -> {
              assertThat(it.get(0)).startsWith("large: 8.31 a session against 8.92");
              assertThat(it.get(1)).startsWith("small earns 2.5 % less than in the baseline");
            });
    assertThat(CheckWords.headline(List.of(result), Checks.STRICT))
        .contains("e (large REGRESSED by 0.61, 6.8 %; margin 0.18, small REGRESSED");
  }

  private static Outcome compared(Outcome... outcomes) {
    return of(Outcome.COMPARED, List.of(outcomes), List.of());
  }

  private static Outcome of(Outcome status, List<Outcome> agents, List<Outcome> claims) {
    return CheckResult.of("e", Basis.of(status))
        .withComparisons(agents.stream().map(CheckFindingTest::comparison).toList())
        .withClaims(claims.stream().map(CheckFindingTest::claim).toList())
        .worst();
  }

  private static Comparison comparison(Outcome outcome) {
    return new Comparison(
        new Subject("a", Quantity.score(Margin.DEFAULTS)),
        new Verdict(outcome),
        new Evidence(Method.PAIRED, 5, 5, Optional.empty(), 1, 1),
        new Comparison.Test(0, Optional.empty(), 0.01, 0.02, 1, 0));
  }

  private static ClaimResult claim(Outcome outcome) {
    ClaimResult.Test test = new ClaimResult.Test(1, Optional.empty(), 0.01, 0);
    return new ClaimResult(
        new Claim.Beats("a", "b"), outcome, Sample.seeds(5), test, Optional.empty());
  }

  @Test
  void badgesAreInAscendingOrderOfBadness() {
    assertThat(Stream.of(Outcome.values()).map(it -> CheckSections.badge(it).tone()).distinct())
        .containsExactly(Tone.values());
  }
}
