package dev.recsim.fit.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.FitFinding.Verdict;
import org.junit.jupiter.api.Test;

/** The verdict on a gap, and its words. */
class GapRuleTest {
  private static final GapRule RULE = new GapRule(0.05, 0.01);

  private static Gap gap(double relative, double seLog, double seFit, Double withoutPrior) {
    return new Gap(1_000, 1 + relative, 1, relative, seLog, seFit, 0, withoutPrior, null);
  }

  @Test
  void theErrorOfTheFitDoesNotKeepAGapFromHolding() {
    assertThat(RULE.verdict(gap(0.01, 0.009, 0.3, null))).isEqualTo(Verdict.HOLDS);
    assertThat(RULE.bound(gap(-0.01, 0.01, 0, null))).isCloseTo(0.01 + 0.023263, within(1e-6));
    assertThat(RULE.verdict(gap(0.03, 0.009, 0, null))).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void aGapThatIsOfThePriorDoesNotFail() {
    assertThat(RULE.verdict(gap(-0.3, 0.02, 0.03, null))).isEqualTo(Verdict.FAILS);
    assertThat(RULE.verdict(gap(-0.3, 0.02, 0.03, -0.25))).isEqualTo(Verdict.FAILS);
    assertThat(RULE.verdict(gap(-0.3, 0.02, 0.03, -0.06))).isEqualTo(Verdict.UNDECIDED);
    assertThat(RULE.verdict(gap(-0.3, 0.02, 0.03, 0.2))).isEqualTo(Verdict.UNDECIDED);
    assertThat(RULE.verdict(gap(-0.04, 0.02, 0.01, -0.2))).isEqualTo(Verdict.UNDECIDED);
    assertThat(sentence(gap(-0.3, 0.02, 0.03, -0.06)))
        .endsWith("; without the prior of the fit it would be -6.0 %, log more of the fit's log.");
  }

  @Test
  void thinStepsDoNotFail() {
    Gap thin = new Gap(1_000, 0.7, 1, -0.3, 0.02, 0.03, 0.12, null, null);
    assertThat(RULE.verdict(thin)).isEqualTo(Verdict.UNDECIDED);
    assertThat(sentence(thin))
        .endsWith(
            "; 12.0 % of its steps show a document in a state with fewer than 10 rows in the fit's"
                + " log, log more there.");
    Gap thick = new Gap(1_000, 0.7, 1, -0.3, 0.02, 0.03, 0.1, null, null);
    assertThat(RULE.verdict(thick)).isEqualTo(Verdict.FAILS);
  }

  /** 35 clicks in 8,000 rows and 69 in 10,000 differ by 2.2 standard errors. */
  @Test
  void fewRewardsDoNotFail() {
    assertThat(RULE.verdict(gap(-0.362, 0.077, 0.104, null))).isEqualTo(Verdict.UNDECIDED);
    assertThat(RULE.verdict(gap(0.362, 0.077, 0.104, null))).isEqualTo(Verdict.FAILS);
  }

  @Test
  void shortLogsAreUndecided() {
    Gap few = new Gap(99, 2, 1, 1, 0.01, 0.01, 0, null, null);
    assertThat(RULE.verdict(few)).isEqualTo(Verdict.UNDECIDED);
    assertThat(sentence(few))
        .endsWith("; 99 sessions are too few, log at least 100 of this policy.");
  }

  private static String sentence(Gap gap) {
    return finding(gap, 0).sentence();
  }

  private static FitFinding finding(Gap gap, long cutOff) {
    Measured measured = new Measured("session", cutOff, 0, gap);
    return new GapFinding("week41-b", measured, RULE).finding(2_000);
  }

  @Test
  void theSentenceHasTheFigures() {
    Gap gap =
        new Gap(
            9_000, 6.31, 6.02, 0.0482, 0.0095, 0.025, 0, null, new Gap.Parts(-1e-5, 0.045, 0.003));
    assertThat(sentence(gap))
        .isEqualTo(
            "Predicted 6.31, observed 6.02 a session: +4.8 % (98 % interval +2.6 to +7.0; the fit"
                + " leaves +-5.8): start +0.0, responses +4.5, leaving +0.3; log more of the fit's"
                + " log, about 7,900 sessions in all.");
    assertThat(sentence(new Gap(9_000, 5.6029, 4.3975, 0.274, 0.01, 0, 0, null, null)))
        .startsWith("Predicted 5.60, observed 4.40 a session: ");
    assertThat(finding(gap, 0).name()).isEqualTo("counterfactual.week41-b");
    assertThat(finding(gap, 0).value()).isEqualTo(0.0482);
  }

  @Test
  void theLargestPartIsTheCause() {
    assertThat(sentence(parts(0.2, 0, 0.01, 0.19)))
        .contains("; after a response, users leave or move otherwise than in the environment");
    assertThat(sentence(parts(-0.2, 0.05, -0.2, -0.05)))
        .contains("; users respond otherwise than in the environment");
    assertThat(sentence(parts(0.2, 0.15, 0.04, 0.01)))
        .contains("; sessions start elsewhere than in the environment");
  }

  private static Gap parts(double gap, double start, double responses, double leaving) {
    Gap.Parts parts = new Gap.Parts(start, responses, leaving);
    return new Gap(9_000, 1 + gap, 1, gap, 0.01, 0.01, 0, null, parts);
  }

  @Test
  void manySessionsThatWereCutOffAreUndecided() {
    Gap holds = gap(0.001, 0.005, 0.01, null);
    assertThat(finding(holds, 40).verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(finding(holds, 100).verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(finding(holds, 100).sentence())
        .contains("9.1 % of the sessions were cut off, too many to leave them out")
        .endsWith("Sessions that were cut off are left out: 100.");
  }
}
