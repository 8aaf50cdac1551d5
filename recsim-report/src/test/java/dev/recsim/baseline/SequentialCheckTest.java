package dev.recsim.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.rule.BaselineOptions;
import dev.recsim.rule.Changes;
import dev.recsim.rule.Claim;
import dev.recsim.rule.Look;
import dev.recsim.rule.Margin;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SequentialCheckTest {
  private static final double[] TWENTY =
      Stream.iterate(0, i -> i < 20, i -> i + 1).mapToDouble(i -> 9 + 0.01 * i).toArray();

  @Test
  void withoutMaximumThereIsOneLookAtAllOfAlpha() {
    assertThat(Look.of(List.of(3, 5), null, 0.01)).containsExactly(new Look(List.of(3, 5), 0.01));
    assertThat(Look.of(List.of(3, 5), 2, 0.01)).containsExactly(new Look(List.of(3, 5), 0.01));
  }

  @Test
  void eachLookHasTwiceTheSeedsAndTheLastTheMaximum() {
    assertThat(sizes(5, 20)).containsExactly(5, 10, 20);
    assertThat(sizes(10, 25)).containsExactly(10, 20, 25);
    assertThat(sizes(10, 11)).containsExactly(10, 11);
    assertThat(sizes(1, 5)).containsExactly(1, 2, 4, 5);
  }

  @Test
  void furtherSeedsFollowTheHighest() {
    assertThat(Look.of(List.of(3, 7), 5, 0.01).get(2).seeds()).containsExactly(3, 7, 8, 9, 10);
    int max = Integer.MAX_VALUE;
    assertThat(Look.of(List.of(1, max), 4, 0.01).get(1).seeds()).containsExactly(1, max, 0, 2);
  }

  @Test
  void looksSpendAlphaTogether() {
    for (int[] sizes : new int[][] {{5, 20}, {10, 25}, {1, 1000}, {7, 8}, {10, 640}}) {
      List<Look> looks = Look.of(Runs.seeds(sizes[0]), sizes[1], 0.01);
      assertThat(looks.stream().mapToDouble(Look::alpha).sum()).isCloseTo(0.01, within(1e-15));
      assertThat(looks).allSatisfy(look -> assertThat(look.alpha()).isPositive());
    }
  }

  // alpha ln(1 + (e - 1) t) at t = 1/4, 1/2, 1: 0.0035737, 0.0062011, 0.01
  @Test
  void eachLookSpendsWhatLanAndDeMetsLetIt() {
    List<Look> looks = Look.of(Runs.seeds(5), 20, 0.01);
    assertThat(looks.get(0).alpha()).isCloseTo(0.00357374, within(1e-8));
    assertThat(looks.get(1).alpha()).isCloseTo(0.00620115 - 0.00357374, within(1e-8));
    assertThat(looks.get(2).alpha()).isCloseTo(0.01 - 0.00620115, within(1e-8));
  }

  @Test
  void noSeedsAreAnError() {
    assertThatThrownBy(() -> Look.of(List.of(), 10, 0.01))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBaselineHoldsTheSeedsOfTheLastLook() {
    assertThat(check(0.5).allSeeds()).isEqualTo(Runs.seeds(20));
  }

  @Test
  void whatTheFirstLookDecidesRestsOnItsSeeds() {
    Comparison it = against(drop(0.01, 5), 0.5);
    assertThat(it.outcome()).isEqualTo(Outcome.HOLDS);
    assertThat(it.evidence().seeds()).isEqualTo(5);
    assertThat(it.test().alpha()).isCloseTo(0.00357374, within(1e-8));
  }

  // Else a run that was once gone on with would be judged by another rule than one that was not.
  @Test
  void seedsBeyondTheLookThatDecidesDoNotCount() {
    double[] scores = drop(0.01, 20);
    for (int seed = 5; seed < 20; seed++) {
      scores[seed] -= 7;
    }
    Comparison it = against(scores, 0.5);
    assertThat(it.outcome()).isEqualTo(Outcome.HOLDS);
    assertThat(it.evidence().seeds()).isEqualTo(5);
    assertThat(against(Runs.failing(Runs.agent("a", scores), 12), 0.5).outcome())
        .isEqualTo(Outcome.HOLDS);
  }

  @Test
  void undecidedAsksForTheSeedsOfTheNextLookUntilThereIsNone() {
    Check check = check(0.5);
    assertThat(wanted(check, noise(5))).isEqualTo(Map.of("a", Runs.seeds(10)));
    assertThat(wanted(check, noise(7))).isEqualTo(Map.of("a", Runs.seeds(10)));
    assertThat(wanted(check, noise(10))).isEqualTo(Map.of("a", Runs.seeds(20)));
    assertThat(wanted(check, noise(20))).isEmpty();
    assertThat(against(noise(20), 0.5).outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(against(noise(20), 0.5).evidence().seeds()).isEqualTo(20);
  }

  @Test
  void aLaterLookDecidesWhereTheFirstCouldNot() {
    double[] scores = noise(20);
    for (int seed = 5; seed < 20; seed++) {
      scores[seed] = TWENTY[seed] + 1e-3 * (seed % 3);
    }
    assertThat(against(scores, 1.5).outcome()).isEqualTo(Outcome.HOLDS);
    assertThat(against(scores, 1.5).evidence().seeds()).isEqualTo(20);
  }

  // A build may let UNDECIDED pass; a trial that failed must not hide behind it.
  @Test
  void aTrialThatFailedWhileGoingOnIsIncompleteAndNotAskedForAgain() {
    AgentScores failed = Runs.failing(Runs.agent("a", noise(10)), 8);
    Check check = check(0.5);
    CheckResult result =
        check.against(Runs.of(failed), Runs.of(Runs.agent("a", TWENTY)), Changes.NONE);
    assertThat(result.comparisons().get(0).outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(result.comparisons().get(0).verdict().problem().orElseThrow())
        .startsWith("seed 8 of a failed");
    assertThat(check.wanted(result.comparisons(), Runs.of(failed))).isEmpty();
  }

  @Test
  void decidedAgentsAskForNothing() {
    assertThat(wanted(check(0.5), drop(0.01, 5))).isEmpty();
    assertThat(wanted(check(0.5), drop(3, 5))).isEmpty();
    assertThat(against(drop(3, 5), 0.5).outcome()).isEqualTo(Outcome.REGRESSED);
    assertThat(wanted(check(0.5), TWENTY)).isEmpty();
  }

  @Test
  void incompleteAgentsAskForNothing() {
    assertThat(wanted(check(0.5), drop(0.01, 4))).isEmpty();
  }

  @Test
  void undecidedClaimsAskForTheSeedsOfBothAgents() {
    Check check =
        new Check(
            new Rule(
                new BaselineOptions(new Margin(null, 0.5), 20),
                List.of(new Claim.Beats("b", "c"), new Claim.AtLeast("d", Claim.MEAN_REWARD, 9)),
                Runs.seeds(5)),
            0.01);
    Snapshot current =
        Runs.of(
            Runs.agent("b", noise(5)), Runs.agent("c", drop(0, 5)), Runs.agent("d", drop(-1, 5)));
    CheckResult result = check.withoutBaseline(current);
    assertThat(result.claims())
        .extracting(ClaimResult::outcome)
        .containsExactly(Outcome.UNDECIDED, Outcome.HOLDS);
    assertThat(check.wantedByClaims(result.claims(), current))
        .isEqualTo(Map.of("b", Runs.seeds(10), "c", Runs.seeds(10)));
  }

  @Test
  void theMarginIsThatOfTheWholeBaselineAtEveryLook() {
    Check check =
        new Check(
            new Rule(new BaselineOptions(new Margin(0.1, null), 20), List.of(), Runs.seeds(5)),
            0.01);
    double[] rising = new double[20];
    for (int i = 0; i < 20; i++) {
      rising[i] = i;
    }
    Comparison it =
        check
            .against(
                Runs.of(Runs.agent("a", Runs.plus(0.1, rising))),
                Runs.of(Runs.agent("a", rising)),
                Changes.NONE)
            .comparisons()
            .get(0);
    assertThat(it.evidence().seeds()).isEqualTo(5);
    assertThat(it.test().margin()).isCloseTo(0.95, within(1e-12));
  }

  private static List<Integer> sizes(int declared, int max) {
    return Look.of(Runs.seeds(declared), max, 0.01).stream().map(it -> it.seeds().size()).toList();
  }

  private static Map<String, List<Integer>> wanted(Check check, double... scores) {
    Snapshot current = Runs.of(Runs.agent("a", scores));
    return check.wanted(
        check.against(current, Runs.of(Runs.agent("a", TWENTY)), Changes.NONE).comparisons(),
        current);
  }

  private static Comparison against(double[] scores, double margin) {
    return against(Runs.agent("a", scores), margin);
  }

  private static Comparison against(AgentScores scores, double margin) {
    return check(margin)
        .against(Runs.of(scores), Runs.of(Runs.agent("a", TWENTY)), Changes.NONE)
        .comparisons()
        .get(0);
  }

  private static Check check(double margin) {
    return new Check(
        new Rule(new BaselineOptions(new Margin(null, margin), 20), List.of(), Runs.seeds(5)),
        0.01);
  }

  /** The baseline less this, give or take a little. */
  private static double[] drop(double shift, int n) {
    double[] scores = new double[n];
    for (int i = 0; i < n; i++) {
      scores[i] = TWENTY[i] - shift + 1e-3 * (i % 3);
    }
    return scores;
  }

  /** The baseline -/+ 2. */
  private static double[] noise(int n) {
    double[] scores = new double[n];
    for (int i = 0; i < n; i++) {
      scores[i] = TWENTY[i] + (i % 2 == 0 ? 2 : -2);
    }
    return scores;
  }
}
