package dev.recsim.report.ab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.decide.LiveTest.Decision;
import dev.recsim.decide.SampleRatio;
import dev.recsim.live.judge.LiveTestResult;
import dev.recsim.live.judge.LiveTestResult.OfMetric;
import dev.recsim.live.judge.LiveTestResult.Origin;
import dev.recsim.live.judge.LiveTestResult.Role;
import dev.recsim.live.judge.LiveTestResult.Sample;
import dev.recsim.report.results.Provenance;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbPageTest {
  private static String page(LiveTestResult report) {
    String html = new String(new AbPage(report).utf8(Provenance.UNKNOWN), StandardCharsets.UTF_8);
    return html.substring(html.indexOf("<body>"), html.indexOf("</main>")).replace('\u00a0', ' ');
  }

  private static String data(LiveTestResult report) {
    String html = new String(new AbPage(report).utf8(Provenance.UNKNOWN), StandardCharsets.UTF_8);
    int start = html.indexOf("id=\"data\">");
    return html.substring(start, html.indexOf("</script>", start));
  }

  @Test
  void theDecisionItsReasonAndTheExpectedEndComeFirst() {
    String page = page(LiveTestReports.goOn());
    assertThat(page.indexOf("Go on with b: day 17 of 28"))
        .isPositive()
        .isLessThan(page.indexOf("CONTINUE</button>"));
    assertThat(page)
        .contains(
            "b has yet to show revenue: revenue must be better and may still be no better, with 1.8 %"
                + " more (98 % interval -2.7 to 6.2 %).")
        .contains(
            "b:revenue: if the effect stays, not decided by the plan's end; chance by the plan's end:"
                + " 14.2 %.")
        .contains("<dd>not by day 28</dd><dt>expected end, if the effects stay</dt>")
        .contains("98 % interval");
    assertThat(page.indexOf("chance by the plan")).isLessThan(page.indexOf("<main"));
  }

  @Test
  void anEndThatIsExpectedIsADay() {
    LiveTestResult report =
        LiveTestReports.of(
            28, 5, List.of(LiveTestReports.made("revenue", Role.NOT_WORSE, true, 0.02, 0.0)));
    assertThat(report.decision()).isEqualTo(Decision.CONTINUE);
    String end = new AbHeadline(report).expectedEnd();
    assertThat(end).matches("day \\d+");
    assertThat(page(report))
        .contains("b:revenue: if the effect stays, HOLDS on " + end + "; chance by")
        .contains("<dd>" + end + "</dd><dt>expected end, if the effects stay</dt>");
  }

  @Test
  void aTreatmentThatShowsEverythingWaitsForSevenDays() {
    LiveTestResult report =
        LiveTestReports.of(
            28, 5, List.of(LiveTestReports.made("revenue", Role.BEATS, true, 0.02, 0.3)));
    assertThat(report.decision()).isEqualTo(Decision.CONTINUE);
    assertThat(page(report)).contains("b shows what it must; a test runs for seven days at least.");
  }

  @Test
  void shipSaysWhatIsShownAndSinceWhen() {
    assertThat(page(LiveTestReports.ship()))
        .contains("Ship b: day 19 of 28")
        .contains("SHIP</button>")
        .contains(
            "b shows what it must since day 12: revenue is better, click_rate is not worse than the margin (2 %"
                + " less).")
        .contains("<dd>day 12</dd><dt>decided</dt>");
  }

  @Test
  void stopSaysWhatGotWorseAndWhen() {
    LiveTestResult report = LiveTestReports.stop();
    String at = "day " + (report.treatments().get(0).decided() + 1);
    assertThat(page(report))
        .contains("Stop b: day 9 of 28")
        .contains(
            "b got worse in refunds since " + at + ": refunds has ",
            ", more than the margin (5 % more).")
        .doesNotContain("f the effect stays,");
  }

  @Test
  void endSaysWhatIsUndecidedAndThatAnEffectHasChanged() {
    assertThat(page(LiveTestReports.end()))
        .contains("End without a verdict on b: day 28 of 28")
        .contains("may still be no better")
        .contains("b:click_rate - DRIFT: the effect has changed, ")
        .containsPattern("more early \\(up to day \\d+\\), .* late \\(up to day 28\\)")
        .contains("drift</button>");
  }

  @Test
  void aRefusedTestSaysWhyAndWhatToDoAndHasNoVerdicts() {
    LiveTestResult report = LiveTestReports.refused();
    assertThat(page(report))
        .contains("These data decide nothing")
        .contains("REFUSED</span>")
        .contains("The arms do not have the shares that were declared")
        .contains("find out why units are missing or doubled")
        .contains("shares of a, b, not as declared")
        .doesNotContain("id=\"effects-1\"")
        .doesNotContain("f the effect stays,");
    assertThat(data(report)).contains("\"word\":\"refused\"");
  }

  @Test
  void aRefusedMetricIsOnTopWithItsCure() {
    assertThat(page(LiveTestReports.once()))
        .contains("b:rounds is refused: one unit has 81 % of the squares of arm a; write clip")
        .contains("<dd>over</dd><dt>looked at once</dt>");
  }

  @Test
  void aLookThatDoesNotCountSaysWhy() {
    LiveTestResult report = LiveTestReports.first();
    assertThat(page(report))
        .contains("not decided; does not count, too early: an arm has too few events");
    assertThat(data(report)).contains("[1,\"too early: an arm has too few events\"]");
  }

  @Test
  void theDashedLineIsTheChangeThatAComingLookNeeds() {
    LiveTestResult report = LiveTestReports.goOn();
    OfMetric revenue = report.treatments().get(0).metrics().get(0);
    double distance = revenue.forecast().orElseThrow().needed().get(10).distance();
    double needed = 100 * Math.expm1(distance);
    assertThat(data(report))
        .contains("[28,%.3f".formatted(truncated(needed)))
        .contains("\"needed\":[[18,");
  }

  @Test
  void whatMustHoldNeedsOnlyItsMargin() {
    LiveTestResult report =
        LiveTestReports.of(
            28, 5, List.of(LiveTestReports.made("refunds", Role.GUARD, false, 0.03, 0.0)));
    OfMetric refunds = report.treatments().get(0).metrics().get(0);
    double distance = refunds.forecast().orElseThrow().needed().get(0).distance();
    // Fewer refunds are better, so the change that is needed is below the margin.
    double needed = 100 * Math.expm1(Math.log1p(0.03) - distance);
    assertThat(data(report)).contains("\"needed\":[[6,%.3f".formatted(truncated(needed)));
  }

  private static double truncated(double value) {
    return (value > 0 ? Math.floor(value * 1000) : Math.ceil(value * 1000)) / 1000;
  }

  @Test
  void lossesAreChangesOfTheMetricAndNotGains() {
    LiveTestResult report = LiveTestReports.goOn();
    OfMetric refunds = report.treatments().get(0).metrics().get(2);
    ChangeWords words = new ChangeWords(refunds, 0.01);
    assertThat(words.margin()).isEqualTo("3 % more");
    var last = refunds.last().orElseThrow();
    assertThat(words.low(last)).isLessThan(words.high(last));
    assertThat(words.shown(last.gain())).isBetween(words.low(last), words.high(last));
  }

  @Test
  void whatWasPredictedStandsBesideWhatIsObserved() {
    String page = page(LiveTestReports.goOn());
    String predicted =
        page.substring(page.indexOf("id=\"predicted\""), page.indexOf("id=\"read\""));
    assertThat(predicted)
        .containsPattern("(?s)b:revenue.*3.1 % more.*1.8 % more.*yes.*experiment shop")
        .containsPattern("(?s)b:refunds.*5.0 % less.*no change.*no<.*experiment shop");
  }

  @Test
  void severalTreatmentsHaveADecisionEach() {
    LiveTestResult report =
        LiveTestReports.withTreatment(LiveTestReports.ship(), "c", LiveTestReports.stop());
    assertThat(LiveTestReports.decisions(report)).containsExactly(Decision.SHIP, Decision.STOP);
    AbHeadline words = new AbHeadline(report);
    assertThat(words.headline()).isEqualTo("Stop c; ship b: day 19 of 28");
    assertThat(words.why()).startsWith("c got worse in refunds since");
    assertThat(words.details()).contains(words.why(report.treatments().get(0)));
  }

  @Test
  void theBandOfSharesEndsWhereTheTestIsRefused() {
    double[] declared = {0.5, 0.3, 0.2};
    for (boolean once : new boolean[] {true, false}) {
      double[] band = new ShareBand(declared, 100_000, once).of(1, 10_000);
      for (double share :
          List.of(band[0] - 0.001, band[0] + 0.001, band[1] - 0.001, band[1] + 0.001)) {
        long[] counts = {
          Math.round(10_000 * 0.5 * (1 - share) / 0.7),
          Math.round(10_000 * share),
          Math.round(10_000 * 0.2 * (1 - share) / 0.7)
        };
        boolean refused =
            once
                ? SampleRatio.pValue(counts, declared) < SampleRatio.ALPHA
                : SampleRatio.refused(SampleRatio.logEvidence(counts, declared, 100_000));
        assertThat(refused).isEqualTo(share < band[0] || share > band[1]);
      }
    }
  }

  @Test
  void manyLooksAreThinnedAndTheLastOneIsDrawn() {
    LiveTestResult report =
        LiveTestReports.of(
            700, 650, List.of(LiveTestReports.made("clicks", Role.GUARD, true, 0.02, 0.0)));
    assertThat(data(report)).contains("[650,").doesNotContain("[649,");
    assertThat(page(report)).contains("clicks: the last 60 of 650 looks");
  }

  @Test
  void anEndOfAnIntervalThatIsNotFiniteIsNotAFigure() {
    var it = LiveTestReports.goOn().treatments().get(0).metrics().get(0);
    var last = it.last().orElseThrow();
    var endless =
        new dev.recsim.decide.MetricTest.Result(
            last.counting(),
            last.gain(),
            last.lower(),
            Double.POSITIVE_INFINITY,
            last.here(),
            last.verdict(),
            false);
    assertThat(new ChangeWords(it, 0.01).sentence(endless))
        .isEqualTo("1.8 % more (98 % interval -2.7 % or more)");
  }

  @Test
  void theSameReportGivesTheSameBytesAndNamesAreText() {
    LiveTestResult it = LiveTestReports.goOn();
    LiveTestResult named =
        new LiveTestResult(
            new Origin(it.of().name(), "<b>bold</b>", "<i>.csv"),
            it.alpha(),
            new Sample(
                it.sample().arms(),
                it.sample().looks(),
                it.sample().ratio(),
                it.sample().counts(),
                List.of("<u>")),
            it.plan(),
            it.refusals(),
            it.treatments(),
            List.of());
    assertThat(new AbPage(named).utf8(Provenance.UNKNOWN))
        .isEqualTo(new AbPage(named).utf8(Provenance.UNKNOWN));
    assertThat(page(named)).doesNotContain("<b>bold").doesNotContain("<i>").doesNotContain("<u>");
  }
}
