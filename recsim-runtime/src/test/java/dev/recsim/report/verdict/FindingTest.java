package dev.recsim.report.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Claim;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Pairing.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FindingTest {
  @Test
  void worstOfAllAgentsAndClaimsIsTheExperiments() {
    assertThat(compared(Outcome.IDENTICAL, Outcome.HOLDS)).isEqualTo(Finding.HOLDS);
    assertThat(compared(Outcome.UNDECIDED, Outcome.HOLDS)).isEqualTo(Finding.UNDECIDED);
    assertThat(compared(Outcome.UNDECIDED, Outcome.REGRESSED, Outcome.INCOMPLETE))
        .isEqualTo(Finding.REGRESSED);
    assertThat(of(Outcome.COMPARED, List.of(Outcome.UNDECIDED), List.of(Outcome.BROKEN)))
        .isEqualTo(Finding.BROKEN);
  }

  @Test
  void claimThatHoldsMakesNothingLessThanIdentical() {
    assertThat(of(Outcome.COMPARED, List.of(Outcome.IDENTICAL), List.of(Outcome.HOLDS)))
        .isEqualTo(Finding.IDENTICAL);
  }

  @Test
  void claimsAreToldAlsoWithoutABaseline() {
    assertThat(of(Outcome.NO_BASELINE, List.of(), List.of(Outcome.HOLDS)))
        .isEqualTo(Finding.NO_BASELINE);
    assertThat(of(Outcome.NO_BASELINE, List.of(), List.of(Outcome.BROKEN)))
        .isEqualTo(Finding.BROKEN);
    assertThat(of(Outcome.DAMAGED, List.of(), List.of(Outcome.UNDECIDED)))
        .isEqualTo(Finding.DAMAGED);
    assertThat(of(Outcome.ARENA_CHANGED, List.of(), List.of())).isEqualTo(Finding.ARENA_CHANGED);
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void everyOutcomeHasAWordThatIsReadBack(Outcome outcome) {
    Finding finding = Finding.of(outcome);
    assertThat(finding.badge().word()).isEqualTo(outcome.name().replace('_', ' '));
    assertThat(Finding.of(finding.key())).contains(finding);
    assertThat(finding.badge().tone().equals("good")).isEqualTo(outcome.holds());
  }

  @Test
  void wordOfALaterVersionIsNotKnown() {
    assertThat(Finding.of("splendid")).isEmpty();
    assertThat(Finding.of("no_baseline")).contains(Finding.NO_BASELINE);
  }

  private static Finding compared(Outcome... outcomes) {
    return of(Outcome.COMPARED, List.of(outcomes), List.of());
  }

  private static Finding of(Outcome status, List<Outcome> agents, List<Outcome> claims) {
    return Finding.of(
        new CheckResult(
            "e",
            status,
            null,
            List.of(),
            null,
            agents.stream().map(FindingTest::comparison).toList(),
            Optional.empty(),
            claims.stream().map(FindingTest::claim).toList(),
            List.of()));
  }

  private static Comparison comparison(Outcome outcome) {
    return new Comparison(
        "a",
        outcome,
        List.of(),
        Method.PAIRED,
        5,
        5,
        null,
        1,
        1,
        0,
        Optional.empty(),
        0.01,
        0.02,
        1,
        0,
        null);
  }

  private static ClaimResult claim(Outcome outcome) {
    return new ClaimResult(
        new Claim.Beats("a", "b"), outcome, 5, 1, Optional.empty(), 0.01, 0, null);
  }

  @Test
  void badgesAreInAscendingOrderOfBadness() {
    assertThat(Stream.of(Finding.values()).map(it -> it.badge().tone()).distinct())
        .containsExactly("good", "quiet", "unsure", "bad");
  }
}
