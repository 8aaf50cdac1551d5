package dev.recsim.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.baseline.CheckResult.Basis;
import dev.recsim.baseline.Comparison.Evidence;
import dev.recsim.baseline.Comparison.Subject;
import dev.recsim.baseline.Comparison.Verdict;
import dev.recsim.baseline.Pairing.Method;
import dev.recsim.rule.Margin;
import dev.recsim.rule.Quantity;
import dev.recsim.stats.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HolmCorrectionTest {
  private static final double ALPHA = 0.05;

  // p = .01, .02, .03, .005 against .05/3, .05/2, ..., after the smallest against .05/4: .005 and
  // .01 are rejected, .02 * 3 is above .05? No: .02 * 2 = .04 is not; .03 * 1 is not either.
  @Test
  void rejectsStepByStepFromTheSmallestPValue() {
    assertThat(corrected(0.01, 0.02, 0.03, 0.005))
        .containsExactly(
            Outcome.REGRESSED, Outcome.REGRESSED, Outcome.REGRESSED, Outcome.REGRESSED);
  }

  // Holm 1979 as in every textbook: .01 * 3 <= .05, .04 * 2 > .05 - and .045, though it is below
  // .05 / 1, comes after one that was kept.
  @Test
  void stopsAtTheFirstThatIsNotRejected() {
    assertThat(corrected(0.045, 0.01, 0.04))
        .containsExactly(Outcome.UNDECIDED, Outcome.REGRESSED, Outcome.UNDECIDED);
  }

  @Test
  void aPValueOfExactlyItsShareIsRejected() {
    assertThat(corrected(0.025, 0.5)).containsExactly(Outcome.REGRESSED, Outcome.UNDECIDED);
    assertThat(corrected(Math.nextUp(0.025), 0.5))
        .containsExactly(Outcome.UNDECIDED, Outcome.UNDECIDED);
  }

  @Test
  void oneComparisonIsLeftAsItIs() {
    CheckResult one = result(comparison(Outcome.REGRESSED, Method.PAIRED, 0.049, ALPHA));
    assertThat(HolmCorrection.correct(List.of(one), ALPHA)).containsExactly(one);
  }

  @Test
  void agentsOfAllExperimentsCountTogether() {
    CheckResult first = result(comparison(Outcome.REGRESSED, Method.PAIRED, 0.02, ALPHA));
    CheckResult second =
        result(
            comparison(Outcome.HOLDS, Method.WELCH, 0.6, ALPHA),
            comparison(Outcome.HOLDS, Method.PAIRED, 0.9, ALPHA));
    assertThat(outcomes(HolmCorrection.correct(List.of(first, second), ALPHA)))
        .containsExactly(Outcome.UNDECIDED, Outcome.HOLDS, Outcome.HOLDS);
  }

  @Test
  void whatWasNotTestedDoesNotCount() {
    CheckResult result =
        result(
            comparison(Outcome.REGRESSED, Method.PAIRED, 0.04, ALPHA),
            comparison(Outcome.IDENTICAL, Method.EXACT, 1, ALPHA),
            Comparison.unjudged("a", Quantity.score(Margin.DEFAULTS), Outcome.INCOMPLETE, "why"));
    assertThat(outcomes(HolmCorrection.correct(List.of(result), ALPHA)))
        .containsExactly(Outcome.REGRESSED, Outcome.IDENTICAL, Outcome.INCOMPLETE);
  }

  @Test
  void onlyRegressedAgentsChangeTheirVerdict() {
    CheckResult result =
        result(
            comparison(Outcome.HOLDS, Method.PAIRED, 0.001, ALPHA),
            comparison(Outcome.UNDECIDED, Method.PAIRED, 0.5, ALPHA));
    assertThat(HolmCorrection.correct(List.of(result), ALPHA)).containsExactly(result);
  }

  // .004 at a look that may spend a tenth of alpha is as good as .04 at one that may spend all.
  @Test
  void aLookThatMaySpendLessWeighsItsPValueUp() {
    Comparison look = comparison(Outcome.REGRESSED, Method.PAIRED, 0.004, ALPHA / 10);
    Comparison other = comparison(Outcome.HOLDS, Method.PAIRED, 0.5, ALPHA);
    assertThat(outcomes(HolmCorrection.correct(List.of(result(look, other)), ALPHA)))
        .containsExactly(Outcome.UNDECIDED, Outcome.HOLDS);
    Comparison all = comparison(Outcome.REGRESSED, Method.PAIRED, 0.004, ALPHA);
    assertThat(outcomes(HolmCorrection.correct(List.of(result(all, other)), ALPHA)))
        .containsExactly(Outcome.REGRESSED, Outcome.HOLDS);
  }

  @Test
  void nothingToCorrectIsLeftAsItIs() {
    assertThat(HolmCorrection.correct(List.of(), ALPHA)).isEmpty();
    assertThat(HolmCorrection.correct(List.of(result()), ALPHA)).containsExactly(result());
  }

  private static List<Outcome> corrected(double... pValues) {
    Comparison[] comparisons =
        Arrays.stream(pValues)
            .mapToObj(p -> comparison(Outcome.REGRESSED, Method.PAIRED, p, ALPHA))
            .toArray(Comparison[]::new);
    return outcomes(HolmCorrection.correct(List.of(result(comparisons)), ALPHA));
  }

  private static List<Outcome> outcomes(List<CheckResult> results) {
    return results.stream()
        .flatMap(it -> it.comparisons().stream())
        .map(Comparison::outcome)
        .toList();
  }

  private static CheckResult result(Comparison... comparisons) {
    return CheckResult.of(
            "notebook",
            new Basis(
                Outcome.COMPARED,
                Optional.empty(),
                List.of(),
                Optional.of(Runs.of(Runs.agent("a", 1, 2))),
                List.of()))
        .withComparisons(List.of(comparisons));
  }

  private static Comparison comparison(
      Outcome outcome, Method method, double pValue, double alpha) {
    return new Comparison(
        new Subject("a", Quantity.score(Margin.DEFAULTS)),
        new Verdict(outcome),
        new Evidence(method, 10, 10, Optional.empty(), 9, 8),
        new Comparison.Test(-1, Optional.of(new Interval(-1.5, -0.5)), alpha, 0.2, pValue, 0));
  }
}
