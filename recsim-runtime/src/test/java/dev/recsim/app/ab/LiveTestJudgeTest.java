package dev.recsim.app.ab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.decide.LiveTest.Decision;
import dev.recsim.decide.Verdict;
import dev.recsim.decide.metric.UnitSums;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.live.TestData;
import dev.recsim.live.TestData.Count;
import dev.recsim.live.TestData.Look;
import dev.recsim.live.TestData.What;
import dev.recsim.live.judge.LiveTestJudge;
import dev.recsim.live.judge.LiveTestResult;
import dev.recsim.live.judge.LiveTestResult.OfMetric;
import dev.recsim.live.options.LiveTestSpec;
import dev.recsim.report.ab.AbJson;
import dev.recsim.report.ab.AbLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveTestJudgeTest {
  private static final Instant START = Instant.parse("2026-10-05T00:00:00Z");

  private static final String SHARE =
      """
      ab:
        file: data.csv
        columns: {unit: user, arm: arm, time: time}
        arms: {a: 0.5, b: 0.5}
        plan: {days: 28}
        metrics: {bought: {share: bought}}
      """;

  @TempDir private Path folder;

  private LiveTestSpec spec(String yaml) throws IOException, InvalidExperiment {
    Path file = Files.writeString(folder.resolve("week41.yaml"), yaml);
    return ExperimentReader.readAll(folder, file, List.of()).liveTests().get(0);
  }

  /**
   * Days of a test, each with 2,000 new units in each arm.
   *
   * @param b share of the treatment up to each day, counted from 1; the control has 0.2
   */
  private static TestData days(int days, IntToDoubleFunction b, Count... counts) {
    List<Look> looks = new ArrayList<>();
    for (int day = 1; day <= days; day++) {
      long units = 2000L * day;
      UnitSums[][] sums = {
        {UnitSums.share(units, Math.round(0.2 * units))},
        {UnitSums.share(units, Math.round(b.applyAsDouble(day) * units))}
      };
      looks.add(
          new Look(START.plus(Duration.ofDays(day)), new long[] {units, units}, sums, null, true));
    }
    return new TestData(List.of("a", "b"), List.of("bought"), looks, List.of(counts));
  }

  private LiveTestResult judge(String yaml, TestData data) throws Exception {
    return new LiveTestJudge(spec(yaml), data, 0.01).report();
  }

  private static OfMetric only(LiveTestResult report) {
    return report.treatments().get(0).metrics().get(0);
  }

  @Test
  void lossIsStoppedWhenItIsShown() throws Exception {
    LiveTestResult report = judge(SHARE, days(10, day -> 0.17));

    assertThat(report.decision()).isEqualTo(Decision.STOP);
    assertThat(report.treatments().get(0).decided())
        .isEqualTo(only(report).since())
        .isBetween(0, 4);
    assertThat(report.passes()).isFalse();
    assertThat(AbLines.of(report))
        .anyMatch(
            it ->
                it.matches(
                    "week41: STOP b, day 10 of 28; 40,000 units, shares 50.0 / 50.0 %"
                        + " as declared"))
        .anyMatch(it -> it.matches(" {2}b:bought REGRESSED since day \\d: 15.0 % less .*"));
  }

  @Test
  void treatmentShipsWhenItHoldsButNotBeforeSevenDays() throws Exception {
    LiveTestResult early = judge(SHARE, days(6, day -> 0.24));
    LiveTestResult report = judge(SHARE, days(8, day -> 0.24));

    assertThat(only(early).verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(early.decision()).isEqualTo(Decision.CONTINUE);
    assertThat(AbLines.of(early)).anyMatch(it -> it.contains("runs for seven days at least"));
    assertThat(report.decision()).isEqualTo(Decision.SHIP);
    assertThat(report.treatments().get(0).decided()).isEqualTo(6);
  }

  @Test
  void whatIsUndecidedGoesOnToTheEndOfThePlan() throws Exception {
    LiveTestResult report = judge(SHARE, days(14, day -> 0.2));
    LiveTestResult over = judge(SHARE, days(28, day -> 0.1975));

    assertThat(report.decision()).isEqualTo(Decision.CONTINUE);
    assertThat(only(report).forecast()).isPresent();
    assertThat(AbLines.of(report))
        .anyMatch(
            it -> it.contains("if the effect stays") && it.contains("chance by the plan's end"));
    assertThat(over.decision()).isEqualTo(Decision.END);
    assertThat(only(over).forecast()).isEmpty();
  }

  @Test
  void effectThatFadesDriftsAndIsNotShipped() throws Exception {
    LiveTestResult report =
        judge(
            SHARE
                + "baseline: {margin: {relative: 0.2}}\n"
                + "claims: [{b: {beats: a, metric: bought, by: ab}}]\n",
            days(28, day -> day < 5 ? 0.18 : 0.22));

    assertThat(only(report).last().orElseThrow().drift()).isTrue();
    assertThat(only(report).verdict()).isEqualTo(Verdict.IMPROVED);
    assertThat(report.decision()).isEqualTo(Decision.END);
    assertThat(AbLines.of(report)).anyMatch(it -> it.contains("DRIFT: the effect has changed"));
  }

  @Test
  void claimToBeatIsNotShownByHolding() throws Exception {
    String beats = SHARE + "claims: [{b: {beats: a, metric: bought, by: ab}}]\n";
    String margin = "baseline: {margin: {relative: 0.1}}\n";

    assertThat(judge(SHARE + margin, days(14, day -> 0.2)).decision()).isEqualTo(Decision.SHIP);
    assertThat(judge(beats + margin, days(14, day -> 0.2)).decision()).isEqualTo(Decision.CONTINUE);
    assertThat(judge(beats + margin, days(14, day -> 0.23)).decision()).isEqualTo(Decision.SHIP);
  }

  @Test
  void canaryIsNeverShipped() throws Exception {
    String canary = SHARE.replace("plan: {days: 28}", "looks: 30m");
    // More than seven days, after which another test would be shipped.
    TestData data = days(350, day -> 0.24);
    List<Look> looks = new ArrayList<>();
    for (Look it : data.looks()) {
      Instant end = START.plus(Duration.ofMinutes(30).multipliedBy(looks.size() + 1));
      looks.add(new Look(end, it.assigned(), it.sums(), null, true));
    }
    LiveTestResult report =
        judge(canary, new TestData(data.arms(), data.metrics(), looks, List.of()));

    assertThat(only(report).verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(report.decision()).isEqualTo(Decision.CONTINUE);
  }

  @Test
  void unitsThatAreMissingRefuseTheTest() throws Exception {
    TestData data = days(10, day -> 0.17);
    List<Look> looks = new ArrayList<>();
    for (Look it : data.looks()) {
      long units = it.assigned()[0];
      looks.add(new Look(it.end(), new long[] {units, units * 93 / 100}, it.sums(), null, true));
    }
    LiveTestResult report =
        judge(SHARE, new TestData(data.arms(), data.metrics(), looks, List.of()));

    assertThat(report.decision()).isEqualTo(Decision.REFUSED);
    assertThat(report.passes()).isFalse();
    assertThat(report.refusals().get(0))
        .contains("a 51.81 % instead of 50.00 %, b 48.19 % instead of 50.00 %");
    assertThat(AbLines.of(report).get(0)).startsWith("week41: REFUSED, day 10 of 28");
  }

  /** The chi-square test at the first look and another one later would refuse twice as often. */
  @Test
  void firstLookOfARunningTestIsNotTakenForTheOnlyOne() throws Exception {
    TestData day = days(1, it -> 0.2);
    Look first = day.looks().get(0);
    Look uneven = new Look(first.end(), new long[] {2000, 1790}, first.sums(), null, true);
    TestData data = new TestData(day.arms(), day.metrics(), List.of(uneven), List.of());
    LiveTestResult running = judge(SHARE, data);
    LiveTestResult finished = judge(SHARE.replace("plan: {days: 28}", "looks: end"), data);

    assertThat(running.refusals()).isEmpty();
    assertThat(running.sample().ratio().once()).isFalse();
    assertThat(finished.sample().ratio().pValue()).isBetween(0.0005, 0.001);
    assertThat(finished.refusals()).singleElement().asString().contains("52.77 %");
  }

  @Test
  void unitsInSeveralArmsAndChangingCovariatesRefuseTheTest() throws Exception {
    LiveTestResult several =
        judge(
            SHARE,
            days(
                10,
                day -> 0.2,
                new Count(What.UNITS, 40_000, null),
                new Count(What.UNITS_IN_SEVERAL_ARMS, 401, "data.csv:7")));
    LiveTestResult few =
        judge(
            SHARE,
            days(
                10,
                day -> 0.2,
                new Count(What.UNITS, 40_000, null),
                new Count(What.UNITS_IN_SEVERAL_ARMS, 400, "data.csv:7")));
    LiveTestResult covariate =
        judge(SHARE, days(10, day -> 0.2, new Count(What.COVARIATES_CHANGED, 1, "data.csv:9")));

    assertThat(several.refusals())
        .singleElement()
        .asString()
        .contains("401 of 40000", "data.csv:7");
    assertThat(few.refusals()).isEmpty();
    assertThat(AbLines.of(few)).anyMatch(it -> it.contains("left out: 400 units in several arms"));
    assertThat(covariate.refusals()).singleElement().asString().contains("data.csv:9");
  }

  @Test
  void oneUnitWithMostOfTheSquaresRefusesTheMetric() throws Exception {
    String rounds = SHARE.replace("{share: bought}", "{column: bought}");
    TestData data = days(28, day -> 0.2);
    for (Look it : data.looks()) {
      it.sums()[0][0] = it.sums()[0][0].withLargest(it.sums()[0][0].yy() * 0.2);
    }
    LiveTestResult report = judge(rounds, data);

    assertThat(only(report).refusal().get()).contains("20.0 % of the squares of arm a; write clip");
    assertThat(report.decision()).isEqualTo(Decision.END);
    assertThat(report.passes()).isFalse();
  }

  /** The first metric alone would ship the treatment. */
  @Test
  void treatmentIsNotShippedWhileAnotherOfItsMetricsIsRefused() throws Exception {
    String two =
        SHARE.replace(
            "{bought: {share: bought}}", "{bought: {share: bought}, rounds: {column: r}}");
    LiveTestResult sound = judge(two, withRounds(0.05));
    LiveTestResult refused = judge(two, withRounds(0.2));

    assertThat(sound.decision()).isEqualTo(Decision.SHIP);
    assertThat(refused.treatments().get(0).metrics().get(0).verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(refused.treatments().get(0).metrics().get(1).refusal()).isPresent();
    assertThat(refused.decision()).isEqualTo(Decision.CONTINUE);
    assertThat(refused.treatments().get(0).due()).containsExactly("rounds");
  }

  /**
   * @param largest share of the squares of the second metric that one unit of the treatment has
   */
  private static TestData withRounds(double largest) {
    List<Look> looks = new ArrayList<>();
    for (Look it : days(10, day -> 0.24).looks()) {
      UnitSums a = it.sums()[0][0];
      UnitSums b = it.sums()[1][0];
      UnitSums[][] sums = {{a, a}, {b, b.withLargest(b.yy() * largest)}};
      looks.add(new Look(it.end(), it.assigned(), sums, null, true));
    }
    return new TestData(List.of("a", "b"), List.of("bought", "rounds"), looks, List.of());
  }

  /** Without this, a heavy unit of the first days would stop the test. */
  @Test
  void lookAtWhichOneUnitDecidesDoesNotCount() throws Exception {
    String rounds = SHARE.replace("{share: bought}", "{column: bought}");
    TestData data = days(28, day -> day < 4 ? 0.15 : 0.2);
    TestData heavy = days(28, day -> day < 4 ? 0.15 : 0.2);
    for (Look it : heavy.looks().subList(0, 3)) {
      it.sums()[1][0] = it.sums()[1][0].withLargest(it.sums()[1][0].yy() * 0.2);
    }

    assertThat(judge(rounds, data).decision()).isEqualTo(Decision.STOP);
    assertThat(judge(rounds, heavy).decision()).isEqualTo(Decision.END);
    assertThat(only(judge(rounds, heavy)).results().get(2).gain()).isNaN();
  }

  /** A ratio of rates from numbers of events alone needs events that do not come together. */
  @Test
  void eventsThatComeTogetherAreRefused() throws Exception {
    String events =
        SHARE.replace("{share: bought}", "{column: bought, method: exact, expected: 0.2}");
    TestData together = days(28, day -> 0.2);
    TestData parts = days(28, day -> 0.2);
    for (int look = 0; look < 28; look++) {
      UnitSums[][] sums = together.looks().get(look).sums();
      sums[1][0] = UnitSums.of(sums[1][0].n(), sums[1][0].y(), 3 * sums[1][0].yy());
      UnitSums a = parts.looks().get(look).sums()[0][0];
      parts.looks().get(look).sums()[0][0] = UnitSums.of(a.n(), a.y() + 0.5, a.yy());
    }

    assertThat(only(judge(events, days(28, day -> 0.2))).refusal()).isEmpty();
    assertThat(only(judge(events, together)).refusal().get())
        .contains("2.8 times the mean", "join: any");
    assertThat(only(judge(events, parts)).refusal().get()).contains("whole numbers");
  }

  @Test
  void metricThatIsNegativeNeedsAnAbsoluteMargin() throws Exception {
    String profit = SHARE.replace("{share: bought}", "{column: bought}");
    TestData data = days(28, day -> 0.2);
    for (Look it : data.looks()) {
      UnitSums a = it.sums()[0][0];
      it.sums()[0][0] = UnitSums.of(a.n(), -a.y(), a.yy());
    }

    assertThat(only(judge(profit, data)).refusal().get()).startsWith("NO MARGIN");
    assertThat(only(judge(profit + "baseline: {margin: {absolute: 0.1}}\n", data)).refusal())
        .isEmpty();
  }

  @Test
  void dayWithoutRowsIsSkippedAndTold() throws Exception {
    TestData data = days(10, day -> 0.2);
    List<Look> looks = new ArrayList<>(data.looks());
    Look gap = looks.get(4);
    looks.set(4, new Look(gap.end(), gap.assigned(), gap.sums(), null, false));
    LiveTestResult report =
        judge(SHARE, new TestData(data.arms(), data.metrics(), looks, List.of()));

    assertThat(report.sample().warnings())
        .singleElement()
        .asString()
        .contains("1 look is without data");
    assertThat(only(report).results().get(4).gain()).isNaN();
  }

  @Test
  void oneLookAtAFinishedTestIsTheFixedTest() throws Exception {
    String finished = SHARE.replace("plan: {days: 28}", "looks: end").replace(", time: time", "");
    UnitSums[][] sums = {{UnitSums.share(44_700, 8_502)}, {UnitSums.share(45_489, 8_279)}};
    Look look = new Look(null, new long[] {44_700, 45_489}, sums, sums, true);
    LiveTestResult report =
        judge(
            finished, new TestData(List.of("a", "b"), List.of("bought"), List.of(look), List.of()));

    assertThat(only(report).verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(AbLines.of(report))
        .anyMatch(
            it -> it.contains("REGRESSED since the end: 4.3 % less (98 % interval -7.4 to -1.2 %"));
    assertThat(AbJson.render(report)).contains("\"decision\": \"STOP\"");
  }
}
