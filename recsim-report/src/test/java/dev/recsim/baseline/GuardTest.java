package dev.recsim.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.baseline.Pairing.Method;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.rule.BaselineOptions;
import dev.recsim.rule.Changes;
import dev.recsim.rule.Margin;
import dev.recsim.rule.Quantity;
import dev.recsim.stats.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Guarded metrics against the baseline: differences vary by -/+ .1, as in CheckTest. */
class GuardTest {
  private static final double[] SCORES = {8.9, 8.4, 8.0, 8.8, 8.9, 8.3, 8.7, 8.2};
  private static final double[] COVER = {.6, .7, .8, .7, .6, .5, .7, .8};

  /** Alternates, so the bounds of a shift are the shift -/+ .11331. */
  private static final double[] WIGGLE = {.1, -.1, .1, -.1, .1, -.1, .1, -.1};

  private static final Quantity COVERAGE = new Quantity("cover", false, new Margin(null, 0.5));
  private static final Quantity GINI = new Quantity("cover", true, new Margin(null, 0.5));

  @Test
  void everyGuardOfEveryAgentIsComparedAfterItsScore() {
    Quantity other = new Quantity("clicks", false, new Margin(null, 0.5));
    AgentScores a = measured("a", COVER);
    AgentScores b = measured("b", COVER);
    CheckResult result = check(List.of(COVERAGE, other), List.of(a, b), List.of(a, b));
    assertThat(result.comparisons())
        .extracting(Comparison::name)
        .containsExactly("a", "a:cover", "a:clicks", "b", "b:cover", "b:clicks");
    assertThat(result.scores()).extracting(Comparison::name).containsExactly("a", "b");
    assertThat(result.guards()).hasSize(4).allMatch(Comparison::ofGuard);
  }

  // The code of a metric may change without any change of a reward.
  @Test
  void guardIsJudgedEvenIfEveryRewardIsIdentical() {
    CheckResult result =
        check(List.of(COVERAGE), List.of(shifted(-2)), List.of(measured("a", COVER)));
    assertThat(result.comparison("a").orElseThrow().outcome()).isEqualTo(Outcome.IDENTICAL);
    assertThat(result.comparison("a:cover").orElseThrow().outcome()).isEqualTo(Outcome.REGRESSED);
    assertThat(result.worst()).isEqualTo(Outcome.REGRESSED);
  }

  @Test
  void guardIsDecidedByTheRuleOfTheScore() {
    assertThat(outcome(COVERAGE, -0.386)).isEqualTo(Outcome.HOLDS);
    assertThat(outcome(COVERAGE, -0.387)).isEqualTo(Outcome.UNDECIDED);
    assertThat(outcome(COVERAGE, -0.51)).isEqualTo(Outcome.REGRESSED);
    assertThat(outcome(COVERAGE, 0.12)).isEqualTo(Outcome.IMPROVED);
  }

  @Test
  void whereLowerIsBetterARiseIsALoss() {
    assertThat(outcome(GINI, 0.386)).isEqualTo(Outcome.HOLDS);
    assertThat(outcome(GINI, 0.387)).isEqualTo(Outcome.UNDECIDED);
    assertThat(outcome(GINI, 0.51)).isEqualTo(Outcome.REGRESSED);
    assertThat(outcome(GINI, -0.12)).isEqualTo(Outcome.IMPROVED);
    Comparison risen = guard(GINI, shifted(0.51), measured("a", COVER));
    assertThat(risen.test().difference()).isCloseTo(0.51, within(1e-12));
    Interval bounds = risen.test().bounds().orElseThrow();
    assertThat(bounds.low()).isCloseTo(0.51 - 0.11331, within(1e-5));
    assertThat(risen.lost()).isTrue();
    assertThat(risen.significantlyWorse()).isTrue();
    assertThat(risen.test().lossPValue()).isLessThan(1e-4);
    Comparison fallen = guard(GINI, shifted(-0.51), measured("a", COVER));
    assertThat(fallen.lost()).isFalse();
    assertThat(fallen.significantlyWorse()).isFalse();
    assertThat(fallen.test().lossPValue()).isGreaterThan(0.99);
  }

  @Test
  void equalValuesAreIdenticalUnlessTheirSessionsDiffer() {
    AgentScores now = measured("a", COVER);
    assertThat(guard(COVERAGE, now, now).evidence().method()).isEqualTo(Method.EXACT);
    AgentScores one = Runs.digested(now, "cover", "x");
    AgentScores two = Runs.digested(now, "cover", "y");
    assertThat(guard(COVERAGE, one, one).outcome()).isEqualTo(Outcome.IDENTICAL);
    assertThat(guard(COVERAGE, one, now).outcome()).isEqualTo(Outcome.IDENTICAL);
    assertThat(guard(COVERAGE, one, two).outcome()).isEqualTo(Outcome.HOLDS);
  }

  @Test
  void metricThatTheBaselineDoesNotHaveIsNotRecorded() {
    AgentScores before = Runs.agent("a", SCORES);
    Comparison it = guard(COVERAGE, measured("a", COVER), before);
    assertThat(it.outcome()).isEqualTo(Outcome.NOT_RECORDED);
    assertThat(it.verdict().problem().orElseThrow())
        .isEqualTo("the baseline has no values of the metric cover");
    assertThat(it.outcome().holds()).isFalse();
  }

  @Test
  void metricWithoutValuesHasAVerdictOfItsOwn() {
    double[] some = COVER.clone();
    some[2] = Double.NaN;
    Comparison now = guard(COVERAGE, measured("a", some), measured("a", COVER));
    assertThat(now.outcome()).isEqualTo(Outcome.NO_VALUE);
    assertThat(now.verdict().problem().orElseThrow())
        .isEqualTo("the metric cover has no value on 1 of 8 seeds, and on 0 of 8 in the baseline");
    Comparison then = guard(COVERAGE, measured("a", COVER), measured("a", some));
    assertThat(then.outcome()).isEqualTo(Outcome.NO_VALUE);
    assertThat(then.verdict().problem().orElseThrow())
        .endsWith("on 0 of 8 seeds, and on 1 of 8 in the baseline");
    Comparison gone = guard(COVERAGE, Runs.agent("a", SCORES), measured("a", COVER));
    assertThat(gone.outcome()).isEqualTo(Outcome.NO_VALUE);
    // Nothing changed, so nothing was lost.
    Comparison same = guard(COVERAGE, measured("a", some), measured("a", some));
    assertThat(same.outcome()).isEqualTo(Outcome.IDENTICAL);
    double[] none = new double[8];
    Arrays.fill(none, Double.NaN);
    Comparison never = guard(COVERAGE, measured("a", COVER), measured("a", none));
    assertThat(never.outcome()).isEqualTo(Outcome.NO_VALUE);
  }

  // The mean is 0.675 and its 95 % interval is about -/+ .09.
  @Test
  void relativeMarginOfAMeanThatMayBeZeroIsRefused() {
    Quantity relative = new Quantity("cover", false, new Margin(0.05, null));
    AgentScores far = measured("a", COVER);
    AgentScores near = measured("a", Runs.plus(-0.675, COVER));
    AgentScores zero = measured("a", 0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(guard(relative, far, far).outcome()).isEqualTo(Outcome.IDENTICAL);
    for (AgentScores baseline : List.of(near, zero)) {
      Comparison it = guard(relative, baseline, baseline);
      assertThat(it.outcome()).isEqualTo(Outcome.NO_MARGIN);
      assertThat(it.verdict().problem().orElseThrow())
          .isEqualTo(
              "the margin {relative: 0.05} is a share of the mean in the baseline, which may be 0;"
                  + " use absolute");
    }
    Quantity both = new Quantity("cover", false, new Margin(0.05, 0.1));
    assertThat(guard(both, near, near).outcome()).isEqualTo(Outcome.IDENTICAL);
  }

  @Test
  void valuesThatAreTooLargeAreIncomplete() {
    double[] large = COVER.clone();
    large[0] = 1e200;
    Comparison it = guard(COVERAGE, measured("a", large), measured("a", COVER));
    assertThat(it.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(it.verdict().problem().orElseThrow())
        .isEqualTo("a value of cover cannot be compared");
  }

  @Test
  void newAndRemovedAgentsHaveNoGuards() {
    CheckResult result =
        check(List.of(COVERAGE), List.of(measured("b", COVER)), List.of(measured("a", COVER)));
    assertThat(result.comparisons())
        .extracting(it -> it.name() + " " + it.outcome())
        .containsExactly("b NEW", "a REMOVED");
  }

  // p = .006 for both: of two, each must be below .005.
  @Test
  void holmCorrectsScoresAndGuardsTogether() {
    double[] losses = {-1.1, -0.9, -1.3, -0.7, -1.2, -0.8, -1.1, 3.0};
    double[] cover = COVER.clone();
    double[] scores = SCORES.clone();
    for (int i = 0; i < 8; i++) {
      cover[i] += losses[i] - 0.45;
      scores[i] += WIGGLE[i] * (i % 3) / 10;
    }
    AgentScores now = Runs.measured(Runs.agent("a", scores), "cover", cover);
    Quantity guard = new Quantity("cover", false, new Margin(null, 0.1));
    CheckResult alone = check(List.of(guard), List.of(now), List.of(measured("a", COVER)));
    Comparison guarded = alone.comparison("a:cover").orElseThrow();
    double alpha = guarded.test().lossPValue() * 1.5;
    CheckResult loose = checkAt(alpha, List.of(guard), List.of(now), List.of(measured("a", COVER)));
    assertThat(loose.comparison("a:cover").orElseThrow().outcome()).isEqualTo(Outcome.REGRESSED);
    assertThat(loose.comparison("a").orElseThrow().evidence().method()).isEqualTo(Method.PAIRED);
    CheckResult corrected = HolmCorrection.correct(List.of(loose), alpha).get(0);
    assertThat(corrected.comparison("a:cover").orElseThrow().outcome())
        .isEqualTo(Outcome.UNDECIDED);
  }

  @Test
  void exactRequiresIdenticalGuards() {
    CheckResult result =
        check(List.of(COVERAGE), List.of(shifted(0)), List.of(measured("a", COVER))).exact();
    assertThat(result.comparison("a").orElseThrow().outcome()).isEqualTo(Outcome.IDENTICAL);
    assertThat(result.comparison("a:cover").orElseThrow().outcome()).isEqualTo(Outcome.DIFFERS);
  }

  @Test
  void undecidedGuardWantsTheSeedsOfTheNextLook() {
    BaselineOptions options = new BaselineOptions(new Margin(null, 0.5), 16);
    Check check = new Check(new Rule(options, List.of(COVERAGE), List.of(), Runs.seeds(8)), 0.01);
    double[] sixteen =
        DoubleStream.concat(DoubleStream.of(COVER), DoubleStream.of(COVER)).toArray();
    double[] rewards =
        DoubleStream.concat(DoubleStream.of(SCORES), DoubleStream.of(SCORES)).toArray();
    AgentScores before = Runs.measured(Runs.agent("a", rewards), "cover", sixteen);
    Snapshot now = Runs.of(shifted(-0.45));
    CheckResult result = check.against(now, Runs.of(before), Changes.NONE);
    assertThat(result.comparison("a").orElseThrow().outcome()).isEqualTo(Outcome.IDENTICAL);
    assertThat(result.comparison("a:cover").orElseThrow().outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(check.wanted(result.comparisons(), now)).containsEntry("a", Runs.seeds(16));
  }

  private static Outcome outcome(Quantity guard, double shift) {
    return guard(guard, shifted(shift), measured("a", COVER)).outcome();
  }

  private static AgentScores measured(String name, double... values) {
    return Runs.measured(Runs.agent(name, SCORES), "cover", values);
  }

  private static AgentScores shifted(double shift) {
    double[] values = new double[COVER.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = COVER[i] + shift + WIGGLE[i];
    }
    return measured("a", values);
  }

  private static Comparison guard(Quantity guard, AgentScores now, AgentScores before) {
    return check(List.of(guard), List.of(now), List.of(before)).guards().get(0);
  }

  private static CheckResult check(
      List<Quantity> guards, List<AgentScores> now, List<AgentScores> before) {
    return checkAt(0.01, guards, now, before);
  }

  private static CheckResult checkAt(
      double alpha, List<Quantity> guards, List<AgentScores> now, List<AgentScores> before) {
    BaselineOptions options = new BaselineOptions(new Margin(null, 0.5), null);
    return new Check(new Rule(options, guards, List.of(), Runs.seeds(8)), alpha)
        .against(
            Runs.of(now.toArray(AgentScores[]::new)),
            Runs.of(before.toArray(AgentScores[]::new)),
            Changes.NONE);
  }
}
