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
import dev.recsim.baseline.rule.Claim;
import dev.recsim.baseline.rule.Margin;
import dev.recsim.baseline.rule.Quantity;
import dev.recsim.report.check.BuildRules.OnUndecided;
import dev.recsim.report.check.BuildRules.Severity;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Tone;
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
    assertThat(badge.word()).isEqualTo(outcome.name().replace('_', ' '));
    assertThat(CheckJson.outcome(CheckJson.key(outcome))).contains(outcome);
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

  private static Outcome compared(Outcome... outcomes) {
    return of(Outcome.COMPARED, List.of(outcomes), List.of());
  }

  private static Outcome of(Outcome status, List<Outcome> agents, List<Outcome> claims) {
    return CheckResult.of("e", Basis.of(status, null))
        .withComparisons(agents.stream().map(CheckFindingTest::comparison).toList())
        .withClaims(claims.stream().map(CheckFindingTest::claim).toList())
        .worst();
  }

  private static Comparison comparison(Outcome outcome) {
    return new Comparison(
        new Subject("a", Quantity.score(Margin.DEFAULTS)),
        new Verdict(outcome),
        new Evidence(Method.PAIRED, 5, 5, null, 1, 1),
        new Comparison.Test(0, Optional.empty(), 0.01, 0.02, 1, 0));
  }

  private static ClaimResult claim(Outcome outcome) {
    return new ClaimResult(
        new Claim.Beats("a", "b"), outcome, Sample.seeds(5), 1, Optional.empty(), 0.01, 0, null);
  }

  @Test
  void badgesAreInAscendingOrderOfBadness() {
    assertThat(Stream.of(Outcome.values()).map(it -> CheckSections.badge(it).tone()).distinct())
        .containsExactly(Tone.values());
  }
}
