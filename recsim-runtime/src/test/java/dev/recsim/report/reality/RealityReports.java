package dev.recsim.report.reality;

import dev.recsim.decide.reality.CalibratedEffect;
import dev.recsim.decide.reality.Discrepancy;
import dev.recsim.decide.reality.PastTest;
import dev.recsim.decide.reality.PredictedEffect;
import dev.recsim.decide.reality.RecordState;
import dev.recsim.decide.reality.SignAgreement;
import dev.recsim.report.reality.RealityReport.Observed;
import dev.recsim.report.reality.RealityReport.Tested;
import dev.recsim.report.reality.RealityWords.Effect;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records for tests of pages. */
public final class RealityReports {
  private static final double[][] TESTS = {
    {0.021, 0.008},
    {-0.012, -0.03},
    {0.05, 0.062},
    {0.004, -0.011},
    {0.08, 0.031},
    {0.016, 0.02},
    {-0.03, -0.041},
    {0.027, 0.035}
  };
  private static final double ERROR = 0.01;

  private RealityReports() {}

  /** Eight tests that count, one that does not, one that was stopped, and one to come. */
  public static RealityReport calibrated() {
    List<Tested> tests = new ArrayList<>();
    List<PastTest> past = new ArrayList<>();
    for (double[] it : TESTS) {
      PredictedEffect predicted = new PredictedEffect(it[0], 0.004, 0.06);
      CalibratedEffect effect = new Discrepancy(past).effect(predicted, 0.9);
      Optional<Interval> given =
          past.size() < 3
              ? Optional.empty()
              : Optional.of(new Interval(effect.low(), effect.high()));
      past.add(new PastTest(predicted, it[1], ERROR));
      tests.add(
          tested(
              "2026-w" + (30 + past.size()),
              predicted,
              given,
              Optional.of(new Observed(it[1], ERROR, it[1] * 0.8, 0.008, null, "by hand")),
              Optional.empty(),
              Optional.empty()));
    }
    PredictedEffect next = new PredictedEffect(0.021, 0.005, 0.06);
    CalibratedEffect effect = new Discrepancy(past).effect(next, 0.9);
    tests.add(
        tested(
            "2026-w40",
            next,
            Optional.of(new Interval(effect.low(), effect.high())),
            Optional.of(new Observed(0.06, ERROR, 0.04, 0.008, null, "live test week40")),
            Optional.empty(),
            Optional.of("one commit added both; predict in a merge request of its own")));
    tests.add(
        tested(
            "2026-w41",
            next,
            Optional.of(new Interval(effect.low(), effect.high())),
            Optional.of(
                new Observed(
                    Double.NaN, Double.NaN, Double.NaN, Double.NaN, "<b>logging</b>", "by hand")),
            Optional.empty(),
            Optional.empty()));
    tests.add(
        tested(
            "2026-w42",
            next,
            Optional.of(new Interval(effect.low(), effect.high())),
            Optional.empty(),
            Optional.of(
                new Effect(
                    RecordState.CALIBRATED,
                    past.size(),
                    List.of(),
                    effect.center(),
                    effect.low(),
                    effect.high(),
                    0.9,
                    next.effect())),
            Optional.empty()));
    return new RealityReport(
        "shop",
        "shop",
        "reward",
        0.9,
        RecordState.CALIBRATED,
        tests,
        List.of("2026-w41"),
        4,
        5,
        false,
        SignAgreement.of(past),
        0.012);
  }

  private static Tested tested(
      String name,
      PredictedEffect predicted,
      Optional<Interval> given,
      Optional<Observed> outcome,
      Optional<Effect> now,
      Optional<String> unproven) {
    return new Tested(
        name,
        "ranker",
        "new_ranker",
        predicted.effect(),
        predicted.changed(),
        3,
        "2026-12-24",
        given,
        now,
        outcome,
        unproven);
  }
}
