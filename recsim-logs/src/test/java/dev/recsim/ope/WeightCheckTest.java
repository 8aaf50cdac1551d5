package dev.recsim.ope;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WeightCheckTest {
  private static WeightCheck of(int times, double... weights) {
    WeightCheck check = new WeightCheck();
    for (int i = 0; i < times; i++) {
      for (double weight : weights) {
        check.add(weight);
      }
    }
    return check;
  }

  @Test
  void answersForTheLoggedPolicy() {
    WeightCheck check = of(2_000, 1);
    assertThat(check.refusals()).isEmpty();
    assertThat(check.warnings()).isEmpty();
    assertThat(check.effectiveSample()).isEqualTo(2_000);
  }

  @Test
  void warnsOfASmallEffectiveSample() {
    WeightCheck check = of(500, .5, 1.5);
    assertThat(check.refusals()).isEmpty();
    assertThat(check.warnings())
        .containsExactly(
            "the effective sample is 800 of 1,000 sessions, fewer than 1,000: intervals may be too"
                + " narrow");
  }

  @Test
  void refusesASmallEffectiveSample() {
    assertThat(of(50, .5, 1.5).refusals())
        .containsExactly(
            "the effective sample is 80.0 of 100 sessions, fewer than 100; log about 125 sessions"
                + " under this policy, or log under a policy nearer to the target");
  }

  /** Two sessions say little about how many are needed. */
  @Test
  void tinyEffectiveSamplesAreNotExtrapolated() {
    WeightCheck check = of(500, 0, 0);
    check.add(500.0);
    check.add(502.0);
    assertThat(check.refusals().toString())
        .contains("the effective sample is 2.0 of 1,002 sessions", "log far more sessions");
  }

  @Test
  void hugeDistancesAreReadable() {
    assertThat(of(500_000, .4999, .5001).refusals().toString())
        .contains("more than 1,000 standard errors away from 1");
  }

  @Test
  void refusesOneWeightThatDecides() {
    WeightCheck check = of(1_000, .5, 1.5);
    check.add(300.0);
    assertThat(check.refusals())
        .contains(
            "one session has 13 % of all weight (300.0), more than 10 %; log what the target shows"
                + " with a larger probability");
  }

  @Test
  void refusesAMeanWeightAwayFromOne() {
    assertThat(of(1_000, .4, .6).refusals())
        .singleElement()
        .asString()
        .startsWith("the mean weight is 0.5000, 223.6 standard errors away from 1;");
    assertThat(of(1_000, 0.5).refusals())
        .singleElement()
        .asString()
        .contains("infinitely many standard errors");
  }

  @Test
  void propensitiesMayBeRounded() {
    assertThat(of(2_000, 0.25 / 0.2501).refusals()).isEmpty();
    assertThat(of(2_000, 0.25 / 0.251).refusals()).hasSize(1);
  }

  @Test
  void refusesATargetWithoutSupport() {
    WeightCheck check = of(2_000, 1);
    check.addUnsupported(0.02);
    assertThat(check.refusals())
        .containsExactly(
            "2.0 % of the target's probability is on documents that the log never shows; log them"
                + " with a probability above 0");
  }

  @Test
  void refusesUnknownPropensitiesAndEmptyLogs() {
    WeightCheck check = of(2_000, 1);
    check.add(Double.NaN);
    assertThat(check.refusals())
        .singleElement()
        .asString()
        .startsWith("the weights of 1 sessions are unknown");
    assertThat(new WeightCheck().refusals()).isNotEmpty();
    assertThat(of(2_000, 0).refusals()).isNotEmpty();
  }

  @Test
  void addsParts() {
    WeightCheck whole = of(10, .5, 1.5);
    WeightCheck parts = of(4, .5, 1.5);
    parts.add(of(6, .5, 1.5));
    assertThat(parts.effectiveSample()).isEqualTo(whole.effectiveSample());
  }
}
