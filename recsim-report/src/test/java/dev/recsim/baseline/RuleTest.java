package dev.recsim.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.rule.BaselineOptions;
import dev.recsim.rule.Change;
import dev.recsim.rule.Claim;
import dev.recsim.rule.Margin;
import dev.recsim.rule.Quantity;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleTest {
  private static final Snapshot BASELINE = Runs.of(Runs.agent("a", 9, 10, 11, 10, 10));
  private static final Claim REWARD = new Claim.AtLeast("a", Claim.MEAN_REWARD, 8);
  private static final Claim BEATS = new Claim.Beats("a", "b");
  private static final Claim NOT_WORSE = new Claim.NotWorseThan("a", "b");

  @Test
  void aLargerMarginIsRelaxedAndASmallerOneIsNot() {
    Rule recorded = rule(new Margin(0.02, null));
    assertThat(recorded.relaxedIn(rule(new Margin(0.05, null)), BASELINE))
        .containsExactly(new Change("baseline.margin", "{relative: 0.02}", "{relative: 0.05}"));
    assertThat(recorded.relaxedIn(rule(new Margin(0.01, null)), BASELINE)).isEmpty();
    // The mean is 10: an absolute margin of 0.2 is the same.
    assertThat(recorded.relaxedIn(rule(new Margin(null, 0.2)), BASELINE)).isEmpty();
    assertThat(recorded.relaxedIn(rule(new Margin(0.02, 0.21)), BASELINE)).hasSize(1);
  }

  @Test
  void aClaimIsRelaxedWhereItIsRemovedOrLowered() {
    Rule recorded = rule(REWARD);
    assertThat(recorded.relaxedIn(rule(), BASELINE))
        .containsExactly(new Change("claims", "a mean_reward >= 8", null));
    Claim lower = new Claim.AtLeast("a", Claim.MEAN_REWARD, 7.5);
    assertThat(recorded.relaxedIn(rule(lower), BASELINE))
        .containsExactly(new Change("claims", "a mean_reward >= 8", "a mean_reward >= 7.5"));
    assertThat(rule(lower).relaxedIn(recorded, BASELINE)).isEmpty();
    Claim ofAnother = new Claim.AtLeast("b", Claim.MEAN_REWARD, 8);
    assertThat(recorded.relaxedIn(rule(ofAnother), BASELINE)).hasSize(1);
  }

  @Test
  void anUpperBoundIsRelaxedWhereItIsRaised() {
    Rule recorded = rule(new Claim.AtMost("a", "gini", 0.4));
    Rule raised = rule(new Claim.AtMost("a", "gini", 0.5));
    assertThat(recorded.relaxedIn(raised, BASELINE))
        .containsExactly(new Change("claims", "a gini <= 0.4", "a gini <= 0.5"));
    assertThat(raised.relaxedIn(recorded, BASELINE)).isEmpty();
    assertThat(recorded.relaxedIn(rule(new Claim.AtLeast("a", "gini", 0.4)), BASELINE)).hasSize(1);
  }

  @Test
  void beatingImpliesNotBeingWorse() {
    assertThat(rule(NOT_WORSE).relaxedIn(rule(BEATS), BASELINE)).isEmpty();
    assertThat(rule(BEATS).relaxedIn(rule(NOT_WORSE), BASELINE)).hasSize(1);
    Rule wide =
        new Rule(new BaselineOptions(new Margin(0.5, null), null), List.of(NOT_WORSE), SEEDS);
    assertThat(rule(NOT_WORSE).relaxedIn(wide, BASELINE))
        .extracting(Change::key)
        .containsExactly("baseline.margin", "claims");
  }

  @Test
  void droppedSeedsAreRelaxedAndAddedOnesAreNot() {
    Rule recorded = new Rule(BaselineOptions.DEFAULTS, List.of(), Runs.seeds(5));
    Rule more = new Rule(BaselineOptions.DEFAULTS, List.of(), Runs.seeds(7));
    assertThat(recorded.relaxedIn(more, BASELINE)).isEmpty();
    assertThat(more.relaxedIn(recorded, BASELINE))
        .containsExactly(new Change("trials.seeds", "0..6", "0..4"));
    Rule upToTen = new Rule(new BaselineOptions(Margin.DEFAULTS, 10), List.of(), Runs.seeds(5));
    assertThat(upToTen.relaxedIn(recorded, BASELINE))
        .containsExactly(new Change("trials.seeds", "0..9", "0..4"));
    Rule odd = new Rule(BaselineOptions.DEFAULTS, List.of(), List.of(1, 3, 5, 7, 9));
    assertThat(recorded.relaxedIn(odd, BASELINE))
        .containsExactly(new Change("trials.seeds", "0..4", "[1, 3, 5, 7, 9]"));
  }

  private static final List<Integer> SEEDS = Runs.seeds(5);

  private static Rule rule(Margin margin) {
    return new Rule(new BaselineOptions(margin, null), List.of(), SEEDS);
  }

  private static Rule rule(Claim... claims) {
    return new Rule(BaselineOptions.DEFAULTS, List.of(claims), SEEDS);
  }

  private static final Snapshot COVERED =
      Runs.of(Runs.measured(Runs.agent("a", 9, 10, 11, 10, 10), "cover", .5, .5, .5, .5, .5));

  @Test
  void aGuardIsRelaxedWhereItIsRemovedOrWidened() {
    Rule recorded = guarded(new Margin(0.1, null));
    assertThat(recorded.relaxedIn(rule(), COVERED))
        .containsExactly(new Change("baseline.guard.cover", "{relative: 0.1}", null));
    assertThat(recorded.relaxedIn(guarded(new Margin(0.2, null)), COVERED))
        .containsExactly(new Change("baseline.guard.cover", "{relative: 0.1}", "{relative: 0.2}"));
    // The mean of the metric is 0.5: an absolute margin of 0.05 is the same.
    assertThat(recorded.relaxedIn(guarded(new Margin(null, 0.05)), COVERED)).isEmpty();
    assertThat(recorded.relaxedIn(guarded(new Margin(null, 0.06)), COVERED)).hasSize(1);
    assertThat(recorded.relaxedIn(guarded(new Margin(0.05, null)), COVERED)).isEmpty();
    assertThat(rule().relaxedIn(recorded, COVERED)).isEmpty();
  }

  @Test
  void whereTheBaselineHasNoValuesEveryWiderPartOfAGuardIsRelaxed() {
    Rule recorded = guarded(new Margin(0.1, 0.2));
    assertThat(recorded.relaxedIn(guarded(new Margin(0.1, 0.2)), BASELINE)).isEmpty();
    assertThat(recorded.relaxedIn(guarded(new Margin(null, 0.1)), BASELINE)).isEmpty();
    assertThat(recorded.relaxedIn(guarded(new Margin(0.2, null)), BASELINE)).hasSize(1);
    assertThat(guarded(new Margin(0.1, null)).relaxedIn(recorded, BASELINE)).hasSize(1);
  }

  @Test
  void aGuardWhoseDirectionChangedIsRelaxed() {
    Rule other =
        new Rule(
            BaselineOptions.DEFAULTS,
            List.of(new Quantity("cover", true, new Margin(0.1, null))),
            List.of(),
            SEEDS);
    assertThat(guarded(new Margin(0.1, null)).relaxedIn(other, COVERED))
        .containsExactly(
            new Change(
                "baseline.guard.cover",
                "{relative: 0.1}, higher is better",
                "{relative: 0.1}, lower is better"));
  }

  @Test
  void aClaimOnAMetricIsRelaxedWhereItsMarginIsWiderOrItsMetricAnother() {
    Rule recorded = rule(notWorse("cover", 0.1));
    assertThat(recorded.relaxedIn(rule(notWorse("cover", 0.05)), COVERED)).isEmpty();
    assertThat(recorded.relaxedIn(rule(notWorse("cover", 0.2)), COVERED))
        .containsExactly(
            new Change(
                "claims",
                "a cover not_worse_than b {absolute: 0.1}",
                "a cover not_worse_than b {absolute: 0.2}"));
    assertThat(recorded.relaxedIn(rule(notWorse("clicks", 0.1)), COVERED)).hasSize(1);
    assertThat(recorded.relaxedIn(rule(NOT_WORSE), COVERED)).hasSize(1);
    Claim beats = notWorse("cover", 0.1).strictly();
    assertThat(recorded.relaxedIn(rule(beats), COVERED)).isEmpty();
    assertThat(rule(beats).relaxedIn(recorded, COVERED)).hasSize(1);
    assertThat(rule(beats).relaxedIn(rule(BEATS), COVERED)).hasSize(1);
  }

  @Test
  void guardsThatTheRecordedRuleLacksAreJudgedToo() {
    Quantity recorded = new Quantity("cover", false, new Margin(0.1, null));
    Quantity wider = new Quantity("cover", false, new Margin(0.5, null));
    Quantity added = new Quantity("clicks", false, new Margin(0.1, null));
    Rule then = new Rule(BaselineOptions.DEFAULTS, List.of(recorded), List.of(BEATS), SEEDS);
    Rule now = new Rule(BaselineOptions.DEFAULTS, List.of(wider, added), List.of(), SEEDS);
    Rule both = then.withGuardsOf(now, List.of(1, 2));
    assertThat(both.guards()).containsExactly(recorded, added);
    assertThat(both.claims()).isEmpty();
    assertThat(both.seeds()).containsExactly(1, 2);
  }

  private static Claim.NotWorseThan notWorse(String metric, double margin) {
    return new Claim.NotWorseThan("a", new Quantity(metric, false, new Margin(null, margin)), "b");
  }

  private static Rule guarded(Margin margin) {
    return new Rule(
        BaselineOptions.DEFAULTS, List.of(new Quantity("cover", false, margin)), List.of(), SEEDS);
  }
}
