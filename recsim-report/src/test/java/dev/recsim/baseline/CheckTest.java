package dev.recsim.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.baseline.Pairing.Method;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.rule.BaselineOptions;
import dev.recsim.rule.Changes;
import dev.recsim.rule.Claim;
import dev.recsim.rule.Margin;
import dev.recsim.stats.Interval;
import dev.recsim.stats.MeanDifference;
import dev.recsim.stats.Power;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckTest {
  private static final double[] SCORES = {8.9, 8.4, 8.0, 8.8, 8.9, 8.3, 8.7, 8.2};
  private static final AgentScores BEFORE = Runs.agent("a", SCORES);

  /** Differences of mean 0 and deviation 0.1 exactly sqrt(8/7). */
  private static final double[] WIGGLE = {.1, -.1, .1, -.1, .1, -.1, .1, -.1};

  @Test
  void equalDigestsAndScoresAreIdenticalWhateverTheMargin() {
    Comparison same = compare(BEFORE, BEFORE, 1e-12);
    assertThat(same.outcome()).isEqualTo(Outcome.IDENTICAL);
    assertThat(same.evidence().method()).isEqualTo(Method.EXACT);
    assertThat(same.test().difference()).isZero();
    assertThat(same.test().bounds()).isEmpty();
    assertThat(same.evidence().seeds()).isEqualTo(8);
  }

  @Test
  void equalScoresOfOtherSessionsHoldButAreNotIdentical() {
    Comparison other = compare(Runs.digests(BEFORE, "other"), BEFORE, 0.1);
    assertThat(other.outcome()).isEqualTo(Outcome.HOLDS);
    assertThat(other.evidence().method()).isEqualTo(Method.PAIRED);
  }

  // The evaluation sessions may miss what the exact value of the policy shows.
  @Test
  void equalSessionsOfAnotherExactValueAreNotIdentical() {
    AgentScores now = Runs.digests(Runs.agent("a", Runs.plus(-1, SCORES)), "same");
    Comparison other = compare(now, Runs.digests(BEFORE, "same"), 0.1);
    assertThat(other.outcome()).isEqualTo(Outcome.REGRESSED);
  }

  @Test
  void oneOtherSeedOfEightIsNotIdentical() {
    double[] scores = SCORES.clone();
    scores[5] += 1e-12;
    assertThat(compare(Runs.agent("a", scores), BEFORE, 0.1).outcome()).isEqualTo(Outcome.HOLDS);
  }

  @Test
  void aZeroOfTheOtherSignIsIdentical() {
    AgentScores plus = Runs.digests(Runs.agent("a", 0.0, 0.0, 0.0, 0.0, 0.0), "d");
    AgentScores minus = Runs.digests(Runs.agent("a", -0.0, -0.0, -0.0, -0.0, -0.0), "d");
    assertThat(compare(plus, minus, 0.1).outcome()).isEqualTo(Outcome.IDENTICAL);
  }

  // Differences -shift -/+ .1: SE = .1 sqrt(8/7) / sqrt(8) = .1 / sqrt(7), t(.99; 7) = 2.998 gives
  // bounds -shift -/+ .11331.
  @Test
  void holdsUntilTheLowerBoundReachesTheMargin() {
    assertThat(shifted(-0.386, 0.5)).isEqualTo(Outcome.HOLDS);
    assertThat(shifted(-0.387, 0.5)).isEqualTo(Outcome.UNDECIDED);
  }

  @Test
  void isUndecidedUntilTheDropIsThatOfTheMargin() {
    assertThat(shifted(-0.49, 0.5)).isEqualTo(Outcome.UNDECIDED);
    assertThat(shifted(-0.51, 0.5)).isEqualTo(Outcome.REGRESSED);
  }

  @Test
  void isUndecidedWhereADropBeyondTheMarginMayBeLuck() {
    assertThat(shifted(-0.113, 0.05)).isEqualTo(Outcome.UNDECIDED);
    assertThat(shifted(-0.114, 0.05)).isEqualTo(Outcome.REGRESSED);
  }

  @Test
  void aSignificantRiseIsAnImprovement() {
    Comparison risen = compare(Runs.agent("a", Runs.plus(1, SCORES)), BEFORE, 0.5);
    assertThat(risen.outcome()).isEqualTo(Outcome.IMPROVED);
    assertThat(risen.test().difference()).isCloseTo(1, within(1e-12));
  }

  // A drop of the margin is tolerated, also where rounding makes it a little larger.
  @Test
  void withoutSpreadADropOfExactlyTheMarginHolds() {
    AgentScores before = Runs.agent("a", 4, 4, 4, 4, 4);
    List<Double> drops = List.of(0.5, 0.5 + 1e-9, 0.5 + 1e-8, 0.75, 0.25);
    assertThat(drops)
        .extracting(drop -> compare(constant(4 - drop), before, 0.5).outcome())
        .containsExactly(
            Outcome.HOLDS, Outcome.HOLDS, Outcome.REGRESSED, Outcome.REGRESSED, Outcome.HOLDS);
    // 0.9 - 0.3 is a bit below 0.6.
    AgentScores most = Runs.agent("a", 0.9, 0.9, 0.9, 0.9, 0.9);
    assertThat(compare(constant(0.9 - 0.3), most, 0.3).outcome()).isEqualTo(Outcome.HOLDS);
  }

  private static AgentScores constant(double score) {
    return Runs.agent("a", score, score, score, score, score);
  }

  @Test
  void aLowerBoundOfExactlyTheMarginHolds() {
    assertThat(rule(-0.25, -0.5, 0, 0.5)).isEqualTo(Outcome.HOLDS);
    assertThat(rule(-0.25, Math.nextDown(-0.5), 0, 0.5)).isEqualTo(Outcome.UNDECIDED);
  }

  @Test
  void anUpperBoundOfExactlyZeroHasNotRegressed() {
    assertThat(rule(-1, -2, 0, 0.5)).isEqualTo(Outcome.UNDECIDED);
    assertThat(rule(-1, -2, Math.nextDown(0.0), 0.5)).isEqualTo(Outcome.REGRESSED);
  }

  @Test
  void withAMarginOfNothingOnlyWhatDidNotMoveOrRoseHolds() {
    assertThat(rule(0, 0, 0, 0)).isEqualTo(Outcome.HOLDS);
    assertThat(rule(0, -1, 1, 0)).isEqualTo(Outcome.UNDECIDED);
    assertThat(rule(1, 0, 2, 0)).isEqualTo(Outcome.HOLDS);
    assertThat(rule(1, 1e-9, 2, 0)).isEqualTo(Outcome.IMPROVED);
    assertThat(rule(-1, -2, -1e-9, 0)).isEqualTo(Outcome.REGRESSED);
  }

  @Test
  void relativeMarginIsAShareOfTheBaselinesMeanWhateverItsSign() {
    Check check =
        new Check(new Rule(options(new Margin(0.1, null), null), List.of(), Runs.seeds(8)), 0.01);
    AgentScores negative = Runs.agent("a", Runs.plus(-20, SCORES));
    Comparison it =
        check
            .against(Runs.of(Runs.digests(negative, "x")), Runs.of(negative), Changes.NONE)
            .comparisons()
            .get(0);
    assertThat(it.test().margin()).isCloseTo(1.1475, within(1e-12));
  }

  @Test
  void theLargerOfTwoMarginsCounts() {
    assertThat(new Margin(0.02, 0.5).around(10)).isEqualTo(0.5);
    assertThat(new Margin(0.02, 0.5).around(-100)).isEqualTo(2);
    assertThat(new Margin(0.02, null).around(0)).isZero();
  }

  @Test
  void fiveSharedSeedsAreComparedSeedBySeed() {
    Comparison it = compare(Runs.from(3, "a", Runs.plus(-0.1, SCORES)), BEFORE, 0.5, 3);
    assertThat(it.evidence().method()).isEqualTo(Method.PAIRED);
    assertThat(it.evidence().seeds()).isEqualTo(5);
    assertThat(it.evidence().baselineSeeds()).isEqualTo(5);
    // seeds 3..7: 8.0 is seed 2's, the first shared one is 8.8
    assertThat(it.evidence().baseline())
        .isCloseTo((8.8 + 8.9 + 8.3 + 8.7 + 8.2) / 5, within(1e-12));
  }

  @Test
  void fourSharedSeedsOfEightAreComparedAsIndependentRuns() {
    AgentScores now = Runs.from(4, "a", Runs.plus(-0.1, SCORES));
    Comparison it = compare(now, BEFORE, 2, 4);
    assertThat(it.evidence().method()).isEqualTo(Method.WELCH);
    assertThat(it.evidence().seeds()).isEqualTo(8);
    assertThat(it.evidence().baselineSeeds()).isEqualTo(8);
    Interval expected = MeanDifference.welch(now.values(), SCORES).bounds(0.01);
    assertThat(it.test().bounds()).contains(expected);
    assertThat(it.outcome()).isEqualTo(Outcome.HOLDS);
  }

  @Test
  void equalSessionsOnOtherSeedsAreNotIdentical() {
    AgentScores now = Runs.digests(Runs.from(8, "a", SCORES), "same");
    Comparison it = compare(now, Runs.digests(BEFORE, "same"), 2, 8);
    assertThat(it.evidence().method()).isEqualTo(Method.WELCH);
  }

  @Test
  void fewSeedsThatAreAllSharedAreComparedSeedBySeed() {
    AgentScores before = Runs.agent("a", 5, 6, 7);
    Comparison it = compare(Runs.agent("a", 4.9, 5.9, 6.9), before, 0.5);
    assertThat(it.evidence().method()).isEqualTo(Method.PAIRED);
    assertThat(it.outcome()).isEqualTo(Outcome.HOLDS);
  }

  @Test
  void aSingleSeedDecidesNothingUnlessItIsIdentical() {
    AgentScores one = Runs.agent("a", 5);
    assertThat(compare(one, one, 0.5).outcome()).isEqualTo(Outcome.IDENTICAL);
    Comparison it = compare(Runs.agent("a", 6), one, 0.5);
    assertThat(it.outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(it.evidence().method()).isEqualTo(Method.NONE);
    assertThat(it.test().bounds()).isEmpty();
    assertThat(it.test().difference()).isEqualTo(1);
  }

  @Test
  void aBaselineOfASingleOtherSeedDecidesNothing() {
    Comparison it = compare(BEFORE, Runs.from(50, "a", 8.5), 0.5);
    assertThat(it.outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(it.evidence().method()).isEqualTo(Method.NONE);
  }

  @Test
  void aFailedTrialIsIncompleteAndSaysWhy() {
    Comparison it = compare(Runs.failing(BEFORE, 3), BEFORE, 0.5);
    assertThat(it.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(it.verdict().problem().orElseThrow())
        .isEqualTo("seed 3 of a failed: IllegalStateException: no more documents");
  }

  @Test
  void missingTrialsAreIncompleteAndCounted() {
    Comparison it = compare(Runs.agent("a", 8.9, 8.4), BEFORE, 0.5);
    assertThat(it.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(it.verdict().problem().orElseThrow()).isEqualTo("6 of 8 trials of a have not run");
  }

  @Test
  void scoresThatAreNoNumbersAreIncompleteEvenIfTheBaselineHasThemToo() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1e301}) {
      double[] scores = SCORES.clone();
      scores[2] = bad;
      AgentScores now = Runs.agent("a", scores);
      assertThat(compare(now, BEFORE, 0.5).verdict().problem().orElseThrow())
          .isEqualTo("seed 2 of a scored " + bad + ", which cannot be compared");
      assertThat(compare(now, now, 0.5).outcome()).isEqualTo(Outcome.INCOMPLETE);
      assertThat(compare(BEFORE, now, 0.5).verdict().problem().orElseThrow())
          .startsWith("in the baseline, seed 2");
    }
  }

  @Test
  void theLargestScoresAreCompared() {
    AgentScores now = Runs.agent("a", 1e100, -1e100, 1e100, -1e100, 1e100, -1e100, 1e100, 1);
    assertThat(compare(now, BEFORE, 0.5).outcome()).isEqualTo(Outcome.UNDECIDED);
  }

  @Test
  void aBaselineWithoutScoresIsIncomplete() {
    assertThat(compare(BEFORE, Runs.agent("a"), 0.5).verdict().problem().orElseThrow())
        .isEqualTo("in the baseline, it has no scores");
  }

  @Test
  void moreSeedsThanDeclaredChangeNothing() {
    AgentScores more = Runs.agent("a", 8.9, 8.4, 8.0, 8.8, 8.9, 8.3, 8.7, 8.2, -1000);
    assertThat(compare(more, BEFORE, 0.5).outcome()).isEqualTo(Outcome.IDENTICAL);
    AgentScores noNumber = Runs.agent("a", 8.9, 8.4, 8.0, 8.8, 8.9, 8.3, 8.7, 8.2, Double.NaN);
    assertThat(compare(noNumber, BEFORE, 0.5).outcome()).isEqualTo(Outcome.IDENTICAL);
    assertThat(compare(Runs.failing(more, 8), BEFORE, 0.5).outcome()).isEqualTo(Outcome.IDENTICAL);
  }

  @Test
  void undecidedSaysHowManySeedsWouldDecideIfNothingChanged() {
    Comparison it = compare(wiggled(0), BEFORE, 0.05);
    assertThat(it.outcome()).isEqualTo(Outcome.UNDECIDED);
    double s = 0.1 * Math.sqrt(8 / 7.0);
    assertThat(it.test().seedsToDecide())
        .isEqualTo(Power.seedsToDecide(s, 0.05, 0.01))
        .isBetween(60, 75);
  }

  // With a margin of 0.5 two or three seeds decide that nothing changed; but here it did.
  @Test
  void undecidedNeverAsksForFewerSeedsThanItHad() {
    for (double shift : new double[] {-0.4, -0.45, -0.49}) {
      Comparison it = compare(wiggled(shift), BEFORE, 0.5);
      assertThat(it.outcome()).isEqualTo(Outcome.UNDECIDED);
      assertThat(it.test().seedsToDecide()).isGreaterThan(8);
    }
    assertThat(compare(wiggled(-0.11), BEFORE, 0.1).test().seedsToDecide()).isGreaterThan(8);
    assertThat(compare(wiggled(1), BEFORE, 0.5).test().seedsToDecide()).isZero();
  }

  @Test
  void aCheckWithoutBaselineStillHoldsTheClaims() {
    List<Claim> claims = List.of(new Claim.AtLeast("a", Claim.MEAN_REWARD, 8));
    Check check =
        new Check(new Rule(options(new Margin(null, 0.5), null), claims, Runs.seeds(8)), 0.01);
    CheckResult result = check.withoutBaseline(Runs.of(BEFORE));
    assertThat(result.status()).isEqualTo(Outcome.NO_BASELINE);
    assertThat(result.comparisons()).isEmpty();
    assertThat(result.claims()).extracting(ClaimResult::outcome).containsExactly(Outcome.HOLDS);
    assertThat(check.damaged(Runs.of(BEFORE), "is empty").basis().problem().orElseThrow())
        .isEqualTo("is empty");
  }

  @Test
  void levelsThatAreNoneAreAnError() {
    for (double alpha : new double[] {0, -1, 0.5, 1, Double.NaN, 1e-7}) {
      assertThatThrownBy(
              () -> new Check(new Rule(BaselineOptions.DEFAULTS, List.of(), List.of(0)), alpha))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("alpha");
    }
  }

  private static Outcome rule(double difference, double low, double high, double margin) {
    return Check.outcome(difference, new Interval(low, high), margin, 0);
  }

  private static AgentScores wiggled(double shift) {
    double[] scores = new double[SCORES.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = SCORES[i] + shift + WIGGLE[i];
    }
    return Runs.agent("a", scores);
  }

  private static Outcome shifted(double shift, double margin) {
    return compare(wiggled(shift), BEFORE, margin).outcome();
  }

  private static Comparison compare(AgentScores now, AgentScores before, double margin) {
    int seeds = Math.max(now.scores().size(), before.scores().size());
    return check(margin, Math.min(8, seeds))
        .against(Runs.of(now), Runs.of(before), Changes.NONE)
        .comparisons()
        .get(0);
  }

  private static Comparison compare(
      AgentScores now, AgentScores before, double margin, int firstSeed) {
    List<Integer> seeds = Runs.seeds(8).stream().map(it -> it + firstSeed).toList();
    return new Check(new Rule(options(new Margin(null, margin), null), List.of(), seeds), 0.01)
        .against(Runs.of(now), Runs.of(before), Changes.NONE)
        .comparisons()
        .get(0);
  }

  private static Check check(double margin, int seeds) {
    return new Check(
        new Rule(options(new Margin(null, margin), null), List.of(), Runs.seeds(seeds)), 0.01);
  }

  private static BaselineOptions options(Margin margin, Integer maxSeeds) {
    return new BaselineOptions(margin, maxSeeds);
  }
}
