package dev.recsim.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.rule.BaselineOptions;
import dev.recsim.rule.Claim;
import dev.recsim.rule.Margin;
import dev.recsim.rule.Quantity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scores -/+ .1 about their mean: bounds are the mean -/+ t(.99; 7) .1 / sqrt(7) = .1133. */
class ClaimCheckTest {
  private static final double HALF = 0.11332;

  @Test
  void aClaimOnAMetricIsTestedOnItsValues() {
    AgentScores agent = Runs.measured(Runs.agent("a", 1, 2, 3, 4, 5), "cover", .6, .7, .8, .7, .7);
    Claim claim = new Claim.AtLeast("a", "cover", 0.5);
    ClaimResult holds = check(claim, Runs.of(agent), 5);
    assertThat(holds.outcome()).isEqualTo(Outcome.HOLDS);
    assertThat(holds.value()).isCloseTo(0.7, within(1e-12));
    Claim high = new Claim.AtLeast("a", "cover", 0.95);
    assertThat(check(high, Runs.of(agent), 5).outcome()).isEqualTo(Outcome.BROKEN);
  }

  @Test
  void aClaimMayBoundAMetricFromAbove() {
    AgentScores agent = Runs.measured(Runs.agent("a", 1, 2, 3, 4, 5), "gini", .6, .7, .8, .7, .7);
    ClaimResult holds = check(new Claim.AtMost("a", "gini", 0.85), Runs.of(agent), 5);
    assertThat(holds.outcome()).isEqualTo(Outcome.HOLDS);
    assertThat(holds.value()).isCloseTo(0.7, within(1e-12));
    assertThat(holds.threshold()).isEqualTo(0.85);
    assertThat(holds.bounds().orElseThrow().low()).isLessThan(0.7);
    assertThat(holds.bounds().orElseThrow().high()).isBetween(0.7, 0.85);
    assertThat(check(new Claim.AtMost("a", "gini", 0.71), Runs.of(agent), 5).outcome())
        .isEqualTo(Outcome.UNDECIDED);
    assertThat(check(new Claim.AtMost("a", "gini", 0.5), Runs.of(agent), 5).outcome())
        .isEqualTo(Outcome.BROKEN);
  }

  @Test
  void aClaimOnAMetricThatIsNoLongerMeasuredIsIncompleteAndNamesIt() {
    Claim claim = new Claim.AtLeast("a", "cover", 0.5);
    ClaimResult removed = check(claim, Runs.of(Runs.agent("a", 1, 2, 3, 4, 5)), 5);
    assertThat(removed.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(removed.problem().orElseThrow())
        .isEqualTo("the metric cover has no value for every seed");
  }

  @Test
  void shareOfOptimumIsTheMeanOfSharesAgainstItsThreshold() {
    Claim claim = new Claim.AtLeast("a", Claim.SHARE_OF_OPTIMUM, 0.9);
    assertThat(of(claim, 9 + HALF + 1e-4)).isEqualTo(Outcome.HOLDS);
    assertThat(of(claim, 9 + HALF - 1e-4)).isEqualTo(Outcome.UNDECIDED);
    assertThat(of(claim, 9 - HALF + 1e-4)).isEqualTo(Outcome.UNDECIDED);
    assertThat(of(claim, 9 - HALF - 1e-4)).isEqualTo(Outcome.BROKEN);
    ClaimResult result = result(claim, agent("a", 9.5), agent("b", 1));
    assertThat(result.value()).isCloseTo(0.95, within(1e-12));
    assertThat(result.threshold()).isEqualTo(0.9);
    assertThat(result.bounds().orElseThrow().low()).isCloseTo((9.5 - HALF) / 10, within(1e-5));
    assertThat(result.alpha()).isEqualTo(0.01);
    assertThat(result.sample()).isEqualTo(ClaimResult.Sample.seeds(8));
  }

  @Test
  void meanRewardIsHeldAgainstItsThreshold() {
    Claim claim = new Claim.AtLeast("a", Claim.MEAN_REWARD, -9);
    assertThat(of(claim, -9 + HALF + 1e-4)).isEqualTo(Outcome.HOLDS);
    assertThat(of(claim, -9)).isEqualTo(Outcome.UNDECIDED);
    assertThat(of(claim, -9 - HALF - 1e-4)).isEqualTo(Outcome.BROKEN);
  }

  @Test
  void beatsIsADifferenceAboveZero() {
    Claim claim = new Claim.Beats("a", "b");
    assertThat(of(claim, constant("b", 5), 5 + HALF + 1e-4)).isEqualTo(Outcome.HOLDS);
    assertThat(of(claim, constant("b", 5), 5)).isEqualTo(Outcome.UNDECIDED);
    assertThat(of(claim, constant("b", 5), 5 - HALF - 1e-4)).isEqualTo(Outcome.BROKEN);
  }

  @Test
  void differencesArePairedBySeed() {
    // both vary by far more than they differ
    AgentScores a = Runs.agent("a", 1, 100, 3, 80, 5, 60, 7, 40);
    AgentScores b = Runs.agent("b", Runs.plus(-0.1, 1.01, 100, 3.01, 80, 5, 60.01, 7, 40));
    assertThat(result(new Claim.Beats("a", "b"), a, b).outcome()).isEqualTo(Outcome.HOLDS);
    assertThat(result(new Claim.Beats("b", "a"), a, b).outcome()).isEqualTo(Outcome.BROKEN);
  }

  @Test
  void aTieBeatsNothing() {
    Claim claim = new Claim.Beats("a", "b");
    for (double score : new double[] {0, 5, -5, 1e-9, 1e9}) {
      assertThat(result(claim, constant("a", score), constant("b", score)).outcome())
          .isEqualTo(Outcome.BROKEN);
    }
  }

  // Two ways to the exact value of the same policy differ in the last bits, on every seed alike.
  @Test
  void aTieUpToRoundingBeatsNothing() {
    for (double score : new double[] {8.9245, 8.9245e-12, -8.9245e12}) {
      AgentScores a = constant("a", Math.nextUp(Math.nextUp(score)));
      AgentScores b = constant("b", score);
      assertThat(result(new Claim.Beats("a", "b"), a, b).outcome()).isEqualTo(Outcome.BROKEN);
    }
    AgentScores little = constant("a", 1.0001e-12);
    assertThat(result(new Claim.Beats("a", "b"), little, constant("b", 1e-12)).outcome())
        .isEqualTo(Outcome.HOLDS);
  }

  @Test
  void notWorseThanAllowsForTheMarginOfTheOther() {
    Claim claim = new Claim.NotWorseThan("a", "b");
    assertThat(of(claim, constant("b", 5), 4.5 + HALF + 1e-4)).isEqualTo(Outcome.HOLDS);
    assertThat(of(claim, constant("b", 5), 4.5)).isEqualTo(Outcome.UNDECIDED);
    assertThat(of(claim, constant("b", 5), 4.5 - HALF - 1e-4)).isEqualTo(Outcome.BROKEN);
    assertThat(result(claim, agent("a", 5), constant("b", 5)).threshold()).isEqualTo(-0.5);
  }

  @Test
  void notWorseThanHoldsOnATieWithoutMargin() {
    Claim claim = new Claim.NotWorseThan("a", "b");
    ClaimResult tie = result(claim, constant("a", 0), constant("b", 0));
    assertThat(tie.outcome()).isEqualTo(Outcome.HOLDS);
    assertThat(tie.threshold()).isEqualTo(0.0);
  }

  @Test
  void theOptimumUpToRoundingIsAllOfIt() {
    Claim claim = new Claim.AtLeast("a", Claim.SHARE_OF_OPTIMUM, 1);
    double below = 10 * (1 - 1e-12);
    assertThat(result(claim, constant("a", 10)).outcome()).isEqualTo(Outcome.HOLDS);
    assertThat(result(claim, constant("a", below)).outcome()).isEqualTo(Outcome.HOLDS);
    assertThat(result(claim, constant("a", 9.9999)).outcome()).isEqualTo(Outcome.BROKEN);
    Claim reward = new Claim.AtLeast("a", Claim.MEAN_REWARD, 10);
    assertThat(result(reward, constant("a", below)).outcome()).isEqualTo(Outcome.HOLDS);
  }

  @Test
  void oneSeedIsUndecided() {
    ClaimResult result =
        check(new Claim.AtLeast("a", Claim.MEAN_REWARD, 5), Runs.of(10.0, Runs.agent("a", 9)), 1);
    assertThat(result.outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(result.bounds()).isEmpty();
    assertThat(result.value()).isEqualTo(9);
  }

  @Test
  void aShareOfAnUnknownOrWorthlessOptimumIsIncomplete() {
    Claim claim = new Claim.AtLeast("a", Claim.SHARE_OF_OPTIMUM, 0.9);
    AgentScores a = agent("a", 9);
    assertThat(check(claim, Runs.of(a), 8).outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(check(claim, Runs.of(0, a), 8).outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(check(claim, Runs.of(-1, a), 8).outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(check(claim, Runs.of(Double.NaN, a), 8).problem().orElseThrow()).contains("optimum");
  }

  @Test
  void failedMissingOrSenselessTrialsOfEitherAgentAreIncomplete() {
    Claim claim = new Claim.Beats("a", "b");
    AgentScores a = agent("a", 9);
    ClaimResult failed = result(claim, a, Runs.failing(agent("b", 5), 2));
    assertThat(failed.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(failed.problem().orElseThrow()).startsWith("seed 2 of b failed");
    assertThat(result(claim, a, Runs.agent("b", 5, 5)).problem().orElseThrow())
        .isEqualTo("6 of 8 trials of b have not run");
    assertThat(result(claim, a, constant("b", Double.NaN)).outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(result(claim, a).problem().orElseThrow()).isEqualTo("there is no agent b");
  }

  @Test
  void claimsReadAsInTheFile() {
    assertThat(new Claim.AtLeast("a", Claim.SHARE_OF_OPTIMUM, 0.99).text())
        .isEqualTo("a share_of_optimum >= 0.99");
    assertThat(new Claim.AtLeast("a", Claim.SHARE_OF_OPTIMUM, 1).text())
        .isEqualTo("a share_of_optimum >= 1");
    assertThat(new Claim.AtLeast("a", Claim.MEAN_REWARD, 2e23).text())
        .isEqualTo("a mean_reward >= 200000000000000000000000");
    assertThat(new Claim.AtLeast("a", Claim.MEAN_REWARD, -0.001).text())
        .isEqualTo("a mean_reward >= -0.001");
    assertThat(new Claim.Beats("a", "b").text()).isEqualTo("a beats b");
    assertThat(new Claim.NotWorseThan("a", "b").text()).isEqualTo("a not_worse_than b");
  }

  private static Outcome of(Claim claim, double mean) {
    return result(claim, agent("a", mean), agent("b", 1)).outcome();
  }

  private static Outcome of(Claim claim, AgentScores other, double mean) {
    return result(claim, agent("a", mean), other).outcome();
  }

  private static ClaimResult result(Claim claim, AgentScores... agents) {
    return check(claim, Runs.of(10.0, agents), 8);
  }

  private static ClaimResult check(Claim claim, Snapshot current, int seeds) {
    BaselineOptions options = new BaselineOptions(new Margin(0.1, null), null);
    return new Check(new Rule(options, List.of(claim), Runs.seeds(seeds)), 0.01)
        .withoutBaseline(current)
        .claims()
        .get(0);
  }

  private static AgentScores agent(String name, double mean) {
    return Runs.agent(name, Runs.plus(mean, .1, -.1, .1, -.1, .1, -.1, .1, -.1));
  }

  private static AgentScores constant(String name, double score) {
    return Runs.agent(name, score, score, score, score, score, score, score, score);
  }

  // The metric varies by -/+ .1 too; the margin of the metric is .4, that of the score .5.
  @Test
  void claimsThatCompareAMetricUseItsMarginAndDirection() {
    Quantity cover = new Quantity("cover", false, new Margin(null, 0.4));
    Claim.NotWorseThan notWorse = new Claim.NotWorseThan("a", cover, "b");
    assertThat(ofMetric(notWorse, 4.6 + HALF + 1e-4)).isEqualTo(Outcome.HOLDS);
    assertThat(ofMetric(notWorse, 4.6)).isEqualTo(Outcome.UNDECIDED);
    assertThat(ofMetric(notWorse, 4.6 - HALF - 1e-4)).isEqualTo(Outcome.BROKEN);
    assertThat(ofMetric(notWorse.strictly(), 5 + HALF + 1e-4)).isEqualTo(Outcome.HOLDS);
    assertThat(ofMetric(notWorse.strictly(), 5)).isEqualTo(Outcome.UNDECIDED);
    Quantity gini = new Quantity("cover", true, new Margin(null, 0.4));
    Claim.NotWorseThan lower = new Claim.NotWorseThan("a", gini, "b");
    assertThat(ofMetric(lower, 5.4 - HALF - 1e-4)).isEqualTo(Outcome.HOLDS);
    assertThat(ofMetric(lower, 5.4 + HALF + 1e-4)).isEqualTo(Outcome.BROKEN);
    assertThat(ofMetric(lower.strictly(), 5 - HALF - 1e-4)).isEqualTo(Outcome.HOLDS);
    assertThat(ofMetric(lower.strictly(), 5 + HALF + 1e-4)).isEqualTo(Outcome.BROKEN);
  }

  @Test
  void claimThatComparesAMetricWithoutValueIsIncomplete() {
    Quantity cover = new Quantity("cover", false, new Margin(null, 0.5));
    Claim claim = new Claim.NotWorseThan("a", cover, "b");
    AgentScores a = Runs.measured(agent("a", 1), "cover", 1, 1, 1, 1, 1, 1, 1, Double.NaN);
    AgentScores b = Runs.measured(agent("b", 1), "cover", 1, 1, 1, 1, 1, 1, 1, 1);
    assertThat(result(claim, a, b).problem().orElseThrow())
        .isEqualTo("the metric cover has no value for every seed");
    assertThat(claim.text()).isEqualTo("a cover not_worse_than b");
  }

  private static Outcome ofMetric(Claim claim, double mean) {
    AgentScores a =
        Runs.measured(
            constant("a", 1), "cover", Runs.plus(mean, .1, -.1, .1, -.1, .1, -.1, .1, -.1));
    AgentScores b = Runs.measured(constant("b", 9), "cover", 5, 5, 5, 5, 5, 5, 5, 5);
    return result(claim, a, b).outcome();
  }
}
