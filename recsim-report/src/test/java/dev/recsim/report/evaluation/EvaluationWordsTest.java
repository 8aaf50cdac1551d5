package dev.recsim.report.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.ClaimResult.Sample;
import dev.recsim.logs.LogReport;
import dev.recsim.ope.evaluation.Evaluated;
import dev.recsim.ope.evaluation.Evaluated.Effect;
import dev.recsim.ope.evaluation.Evaluated.Estimated;
import dev.recsim.ope.evaluation.Evaluated.OfTarget;
import dev.recsim.ope.evaluation.Evaluated.Weights;
import dev.recsim.report.results.Provenance;
import dev.recsim.rule.Claim;
import dev.recsim.rule.Quantity;
import dev.recsim.stats.Interval;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationWordsTest {
  private static final OfTarget BETTER = policy("greedy", 0.819, 0.753, 0.889);
  private static final OfTarget SAME = policy("uniform", 0.01, -0.02, 0.04);
  private static final OfTarget REFUSED = refused("far", "the effective sample is 3");

  private static OfTarget policy(String name, double value, double low, double high) {
    return policy(name, new Effect(true, value, Optional.of(new Interval(low, high)), List.of()));
  }

  private static OfTarget policy(String name, Effect effect) {
    Estimated estimate = new Estimated("dr", 0.1035, 0.001, Optional.of(new Interval(0.1, 0.107)));
    return new OfTarget(
        name,
        new Weights(900, 1, 4, 0, 0.2),
        effect,
        List.of(estimate),
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static OfTarget refused(String name, String why) {
    return new OfTarget(
        name,
        new Weights(3, 1, 4, 0, 0),
        new Effect(true, Double.NaN, Optional.empty(), List.of(why)),
        List.of(),
        List.of(why),
        List.of(),
        Optional.empty());
  }

  private static EvaluationReport report(List<ClaimResult> claims, OfTarget... targets) {
    LogReport log =
        new LogReport(
            List.of(),
            9,
            new LogReport.Used(9, 9, 9, 0, 0),
            Map.of(),
            new LogReport.LeftOut(0, 0, 0),
            List.of(),
            List.of());
    Estimated logged = new Estimated("logged", 0.05688, 0.001, Optional.empty());
    return new EvaluationReport(
        "shop",
        "Which ranker?",
        "shop.csv",
        0.01,
        new Evaluated(log, "decisions", logged, List.of(targets), List.of()),
        List.of(),
        claims);
  }

  private static EvaluationWords words(OfTarget... targets) {
    return new EvaluationWords(report(List.of(), targets));
  }

  private static ClaimResult claim(String policy, double value, double low, double high) {
    return ClaimResult.tested(
        new Claim.Beats(policy, Quantity.score(null), "logged"),
        Sample.sessions(10_000),
        value,
        Optional.of(new Interval(low, high)),
        0.01,
        0,
        1);
  }

  @Test
  void headlineIsTheEffectOfTheBestPolicy() {
    assertThat(words(REFUSED, SAME, BETTER).headline())
        .isEqualTo(
            "greedy would earn 81.9 % more than what was logged (98 % interval 75.3 to 88.9 %)");
    assertThat(words(policy("worse", -0.12, -0.15, -0.09)).headline())
        .isEqualTo("worse would earn 12 % less than what was logged (98 % interval 9 to 15 %)");
    assertThat(words(SAME).headline())
        .isEqualTo(
            "The log does not show whether uniform would earn more than what was logged"
                + " (98 % interval -2 to 4 %)");
    assertThat(words(policy("same", 0, 0, 0)).headline())
        .isEqualTo("same would earn what was logged");
    assertThat(words(REFUSED).headline()).isEqualTo("The log does not answer for far");
    assertThat(words(REFUSED, refused("x", "y")).headline())
        .isEqualTo("The log does not answer for any of 2 policies");
  }

  @Test
  void policyOfTheFirstClaimComesBeforeABetterOne() {
    EvaluationReport claimed =
        report(List.of(claim("uniform", 0.01, -0.02, 0.04)), REFUSED, BETTER, SAME);
    assertThat(new EvaluationWords(claimed).headline()).contains("uniform");
    assertThat(new EvaluationWords(claimed).answered()).containsExactly(SAME, BETTER);
  }

  @Test
  void effectHasTheUnitOfRewardsIfThoseMayBeZero() {
    Effect effect = new Effect(false, 0.12, Optional.of(new Interval(0.02, 0.22)), List.of());
    assertThat(words(policy("a", effect)).headline())
        .isEqualTo("a would earn 0.12 more than what was logged (98 % interval 0.02 to 0.22)");
  }

  @Test
  void failedClaimIsTheHeadlineOfTheCheck() {
    EvaluationReport report =
        report(
            List.of(
                claim("greedy", 0.05, 0.04, 0.06),
                claim("uniform", 0.01, -0.02, 0.04),
                ClaimResult.refused(new Claim.Beats("far", Quantity.score(null), "logged"), "why")),
            BETTER,
            SAME,
            REFUSED);
    var check = new EvaluationWords(report).check().orElseThrow();
    assertThat(check.headline())
        .isEqualTo("The log does not answer \"far beats logged\" (and 1 more)");
    assertThat(check.sentence()).isEqualTo("1 of 3 claims holds on the log.");
    assertThat(check.details()).hasSize(2);
    assertThat(
            new EvaluationWords(report(List.of(claim("greedy", 0.05, 0.04, 0.06)), BETTER))
                .check()
                .orElseThrow()
                .headline())
        .isEmpty();
    assertThat(words(BETTER).check()).isEmpty();
  }

  @Test
  void reasonsAreGroupedByPolicy() {
    assertThat(words(refused("a", "wrong"), BETTER, refused("b", "wrong")).warnings())
        .containsExactly("No answer for a, b: wrong");
  }

  @Test
  void everyPolicyIsInTheTableWithItsReason() {
    String page =
        new String(
            new EvaluationPage(report(List.of(), REFUSED, SAME, BETTER)).utf8(Provenance.UNKNOWN),
            StandardCharsets.UTF_8);
    String table = page.substring(page.indexOf("<section id=\"effects\""));
    table = table.substring(0, table.indexOf("</section>"));
    assertThat(table)
        .containsSubsequence(">greedy<", ">uniform<", ">far<", "the effective sample is 3")
        .contains("98\u00a0% interval", "not decided", "refused")
        .doesNotContain("95");
    String body = page.substring(page.indexOf("<body>"), page.indexOf("</main>"));
    assertThat(body).doesNotContain("95 %", "95\u00a0%");
  }

  /** z(0.99) = 2.326, z(0.9) = 1.282: (0.03 (1 + 1.282 / 2.326) / 0.01)^2 - 1 = 20.7. */
  @ParameterizedTest
  @CsvSource({
    "0.01, -0.02, 0.04, 'about 210,000 more sessions would decide'",
    "-0.01, -0.04, 0.02, 'about 210,000 more sessions would decide'",
    "0.0001, -0.02, 0.04, 'more than 1,000 times as many sessions would decide'",
    "0, -0.02, 0.04, 'more than 1,000 times as many sessions would decide'"
  })
  void undecidedClaimSaysHowManyMoreSessionsWouldDecide(
      double value, double low, double high, String words) {
    EvaluationReport report = report(List.of(claim("uniform", value, low, high)), SAME);
    assertThat(new EvaluationWords(report).check().orElseThrow().details().get(0)).endsWith(words);
  }
}
