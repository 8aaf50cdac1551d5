package dev.recsim.report.ab;

import dev.recsim.ab.TestData.Count;
import dev.recsim.ab.TestData.What;
import dev.recsim.baseline.rule.Margin;
import dev.recsim.decide.LiveTest;
import dev.recsim.decide.LiveTest.Decision;
import dev.recsim.decide.LiveTest.Ruling;
import dev.recsim.decide.LiveTest.Tested;
import dev.recsim.decide.MetricTest;
import dev.recsim.decide.MetricTest.Result;
import dev.recsim.decide.SampleRatio;
import dev.recsim.decide.Verdict;
import dev.recsim.decide.metric.ArmMeans;
import dev.recsim.decide.metric.UnitMetric;
import dev.recsim.decide.metric.UnitSums;
import dev.recsim.decide.sequence.EffectScale;
import dev.recsim.decide.sequence.Forecast;
import dev.recsim.decide.sequence.NormalSequence;
import dev.recsim.decide.sequence.TestLook;
import dev.recsim.report.ab.AbReport.Arm;
import dev.recsim.report.ab.AbReport.LookAt;
import dev.recsim.report.ab.AbReport.OfMetric;
import dev.recsim.report.ab.AbReport.Planned;
import dev.recsim.report.ab.AbReport.Predicted;
import dev.recsim.report.ab.AbReport.Ratio;
import dev.recsim.report.ab.AbReport.Role;
import dev.recsim.report.ab.AbReport.Treatment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Reports on live tests for every decision, from sums of made-up days. */
public final class LiveTestReports {
  private static final double ALPHA = 0.01;
  private static final int DAYS = 28;
  private static final int UNITS_OF_A_DAY = 7_000;

  private LiveTestReports() {}

  /**
   * A metric of made-up units.
   *
   * @param effect relative, of all units up to a day
   */
  record Made(
      String name,
      Role role,
      boolean higher,
      double mean,
      double sd,
      double margin,
      IntToDoubleFunction effect,
      String refusal,
      Optional<Predicted> predicted) {
    Made predicted(double change) {
      return new Made(
          name,
          role,
          higher,
          mean,
          sd,
          margin,
          effect,
          refusal,
          Optional.of(new Predicted(change, "experiment shop, 2,000 sessions")));
    }

    Made refused(String why) {
      return new Made(name, role, higher, mean, sd, margin, effect, why, predicted);
    }
  }

  static Made made(String name, Role role, boolean higher, double margin, double effect) {
    return new Made(
        name,
        role,
        higher,
        0.2,
        0.24,
        margin,
        day -> effect + 0.03 * Math.sin(1.7 * day) / day,
        null,
        Optional.empty());
  }

  private static final Made REVENUE =
      new Made(
              "revenue",
              Role.BEATS,
              true,
              4,
              14,
              0.02,
              day -> 0.019 + 0.06 * Math.cos(day) / day,
              null,
              Optional.empty())
          .predicted(0.031);

  private static final Made CLICKS = made("click_rate", Role.GUARD, true, 0.02, 0.0);

  /** Revenue is better, and clicks hold. */
  public static AbReport ship() {
    return of(DAYS, 19, List.of(made("revenue", Role.BEATS, true, 0.02, 0.04), CLICKS));
  }

  /** Refunds rise. */
  public static AbReport stop() {
    return of(DAYS, 9, List.of(REVENUE, made("refunds", Role.GUARD, false, 0.05, 0.09), CLICKS));
  }

  /** Revenue is undecided on day 17. */
  public static AbReport goOn() {
    return of(
        DAYS,
        17,
        List.of(REVENUE, CLICKS, made("refunds", Role.GUARD, false, 0.03, 0.001).predicted(-0.05)));
  }

  /** The effect on clicks fades, and the plan is over. */
  public static AbReport end() {
    Made drifting =
        new Made(
            "click_rate",
            Role.GUARD,
            true,
            0.2,
            0.4,
            0.02,
            day -> day < 6 ? 0.11 : 0.11 - 0.005 * (day - 5),
            null,
            Optional.empty());
    return of(DAYS, DAYS, List.of(REVENUE, drifting));
  }

  /** A test of one look, with a metric that cannot be judged. */
  public static AbReport once() {
    Made rounds =
        made("rounds", Role.WATCHED, true, 0.02, 0)
            .refused(
                "one unit has 81 % of the squares of arm a; write clip: <largest value of a unit>");
    return of(
        0,
        1,
        List.of(
            made("retention_7", Role.NOT_WORSE, true, 0.02, -0.09),
            made("retention_1", Role.NOT_WORSE, true, 0.02, -0.01),
            rounds));
  }

  /** Only the first day, of few units, has passed. */
  public static AbReport first() {
    Made rare =
        new Made("refunds", Role.GUARD, false, 0.001, 0.03, 0.05, day -> 0, null, Optional.empty());
    return of(DAYS, 1, List.of(REVENUE, rare));
  }

  /** The arms do not have their shares. */
  public static AbReport refused() {
    AbReport it = goOn();
    List<LookAt> looks = looks(17, 0.47);
    List<Treatment> treatments =
        it.treatments().stream()
            .map(
                arm ->
                    new Treatment(
                        arm.arm(),
                        null,
                        -1,
                        List.of(),
                        arm.metrics().stream().map(metric -> cleared(metric)).toList()))
            .toList();
    return new AbReport(
        it.name(),
        it.title(),
        it.file(),
        it.alpha(),
        arms(looks),
        looks,
        it.plan(),
        new Ratio(true, it.ratio().threshold(), Double.NaN, it.ratio().planned()),
        List.of(
            "the arms do not have the shares that were declared: a 53.00 % instead of 50.00 %,"
                + " b 47.00 % instead of 50.00 %; find out why units are missing or doubled, or"
                + " declare the shares that were assigned"),
        it.warnings(),
        it.counts(),
        treatments,
        List.of());
  }

  private static OfMetric cleared(OfMetric it) {
    return new OfMetric(
        it.metric(),
        it.role(),
        it.higherIsBetter(),
        it.scale(),
        it.margin(),
        it.threshold(),
        it.exact(),
        it.control(),
        it.treatment(),
        List.of(),
        Optional.empty(),
        it.refusal(),
        it.predicted());
  }

  /**
   * Judges made-up metrics.
   *
   * @param planned days of the plan; 0 for a test of one look without time
   */
  static AbReport of(int planned, int passed, List<Made> metrics) {
    List<LookAt> looks = looks(passed, 0.5);
    boolean once = planned == 0;
    boolean over = once || passed >= planned;
    List<Made> sound = metrics.stream().filter(it -> it.refusal == null).toList();
    LiveTest test =
        new LiveTest(
            sound.stream()
                .map(
                    it ->
                        new Tested(
                            "b", it.name, test(it, planned, passed), it.role != Role.WATCHED))
                .toList(),
            ALPHA);
    List<List<Result>> results = test.results();
    double[] days =
        looks.stream().mapToDouble(it -> once ? LiveTest.LEAST_DAYS : it.day()).toArray();
    Ruling ruling = test.rulings(over, days).get("b");
    List<OfMetric> judged = new ArrayList<>();
    for (Made it : metrics) {
      int place = sound.indexOf(it);
      judged.add(metric(it, place < 0 ? List.of() : results.get(place), planned, passed));
    }
    List<LookAt> shown =
        once
            ? looks.stream()
                .map(it -> new LookAt(null, Double.NaN, it.units(), it.logEvidence()))
                .toList()
            : looks;
    return new AbReport(
        "week41",
        "Ranking with freshness, week 41",
        "../data/week41.csv",
        ALPHA,
        arms(shown),
        shown,
        new Planned(once ? null : planned, null, over, once ? Double.NaN : 1),
        new Ratio(false, Math.log(1000), once ? 0.4 : Double.NaN, UNITS_OF_A_DAY * 2.0 * DAYS),
        List.of(),
        passed < 17
            ? List.of()
            : List.of(
                "1 look is without data, so nothing is decided there: the one before 2026-10-09T00:00:00Z"),
        List.of(
            new Count(What.ROWS, 4_120_334, null),
            new Count(What.UNITS, arms(shown).stream().mapToLong(Arm::units).sum(), null),
            new Count(What.UNITS_IN_SEVERAL_ARMS, 14, "week41.csv:10233")),
        List.of(new Treatment("b", ruling.decision(), ruling.look(), ruling.metrics(), judged)),
        List.of());
  }

  private static List<Arm> arms(List<LookAt> looks) {
    List<Long> units = looks.get(looks.size() - 1).units();
    return List.of(new Arm("a", 0.5, units.get(0)), new Arm("b", 0.5, units.get(1)));
  }

  private static List<LookAt> looks(int passed, double share) {
    Instant start = Instant.parse("2026-10-05T00:00:00Z");
    return IntStream.rangeClosed(1, passed)
        .mapToObj(
            day -> {
              long a = Math.round(2L * UNITS_OF_A_DAY * day * (1 - share) + 40 * Math.sin(day));
              long b = Math.round(2L * UNITS_OF_A_DAY * day * share);
              return new LookAt(
                  start.plus(Duration.ofDays(day)),
                  day,
                  List.of(a, b),
                  SampleRatio.logEvidence(
                      new long[] {a, b}, new double[] {0.5, 0.5}, UNITS_OF_A_DAY * 2.0 * DAYS));
            })
        .toList();
  }

  private static NormalSequence bounds(Made it, int planned, int passed) {
    List<TestLook> looks =
        IntStream.rangeClosed(1, passed)
            .mapToObj(
                day ->
                    new TestLook(
                        planned == 0 ? 1 : day / (double) planned,
                        ArmMeans.of(UnitMetric.MEAN, sums(it, day, 0), sums(it, day, 1))))
            .toList();
    return NormalSequence.planned(looks, EffectScale.RELATIVE, it.higher);
  }

  private static UnitSums sums(Made it, int day, int arm) {
    long n = (long) UNITS_OF_A_DAY * day;
    double mean = it.mean * (1 + arm * it.effect.applyAsDouble(day));
    return UnitSums.of(n, n * mean, n * (it.sd * it.sd + mean * mean));
  }

  private static double threshold(Made it) {
    return EffectScale.RELATIVE.threshold(it.margin, it.higher);
  }

  private static MetricTest test(Made it, int planned, int passed) {
    return new MetricTest(bounds(it, planned, passed), threshold(it), it.role == Role.BEATS);
  }

  private static OfMetric metric(Made it, List<Result> results, int planned, int passed) {
    boolean open =
        !results.isEmpty()
            && results.get(passed - 1).verdict() == Verdict.UNDECIDED
            && passed < planned
            && !bounds(it, planned, passed).counted().isEmpty();
    Optional<Forecast> forecast =
        open
            ? Optional.of(
                Forecast.of(
                    bounds(it, planned, passed),
                    it.role == Role.BEATS ? 0 : threshold(it),
                    IntStream.rangeClosed(passed + 1, planned)
                        .mapToDouble(day -> day / (double) planned)
                        .toArray(),
                    ALPHA))
            : Optional.empty();
    return new OfMetric(
        it.name,
        it.role,
        it.higher,
        EffectScale.RELATIVE,
        new Margin(it.margin, null),
        threshold(it),
        false,
        it.mean,
        it.mean * (1 + it.effect.applyAsDouble(passed)),
        results,
        forecast,
        it.refusal,
        it.predicted);
  }

  /** The same test with the same decision for several treatments, named c, d and so on. */
  static AbReport withTreatment(AbReport first, String name, AbReport other) {
    List<Treatment> treatments = new ArrayList<>(first.treatments());
    Treatment it = other.treatments().get(0);
    treatments.add(new Treatment(name, it.decision(), it.decided(), it.due(), it.metrics()));
    List<Arm> arms = new ArrayList<>(first.arms());
    arms.add(new Arm(name, 0.5, 10));
    return new AbReport(
        first.name(),
        first.title(),
        first.file(),
        first.alpha(),
        arms,
        first.looks(),
        first.plan(),
        first.ratio(),
        List.of(),
        List.of(),
        first.counts(),
        treatments,
        List.of());
  }

  /** The decisions of a report. */
  static List<Decision> decisions(AbReport report) {
    return report.treatments().stream().map(Treatment::decision).toList();
  }
}
