package dev.recsim.app.ab;

import dev.recsim.ab.TestData;
import dev.recsim.app.project.UserError;
import dev.recsim.baseline.rule.Margin;
import dev.recsim.decide.LiveTest;
import dev.recsim.decide.metric.ArmMeans;
import dev.recsim.decide.metric.UnitMetric;
import dev.recsim.decide.metric.UnitSums;
import dev.recsim.decide.sequence.EffectScale;
import dev.recsim.decide.sequence.SampleSize;
import dev.recsim.decide.sequence.Spending;
import dev.recsim.experimentfile.ab.AbOptions.Better;
import dev.recsim.experimentfile.ab.AbSection;
import dev.recsim.experimentfile.ab.LiveTestSpec;
import dev.recsim.report.page.Figures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How many units and days a live test needs, by the units of a time before it.
 *
 * @param alpha error rate of each bound
 */
public record AbPlan(LiveTestSpec spec, double alpha) {
  /** Chance that an unchanged treatment is shown to hold. */
  private static final double POWER = 0.9;

  private static final int LOOKS = 28;
  private static final List<Integer> DAYS = List.of(7, 14, 28, 56);

  /** What the history says of a metric. */
  private record Spread(double mean, double variance, double threshold, EffectScale scale) {
    /** Variance of a unit in units of the gain. */
    double relative() {
      return scale == EffectScale.RELATIVE ? variance / (mean * mean) : variance;
    }
  }

  /**
   * The plan in lines.
   *
   * @throws UserError if there is no history, or it cannot be read
   */
  public List<String> lines() throws IOException, UserError {
    if (spec.section().options().history() == null) {
      throw new UserError(
          "%s: ab has no history; write history: ../data/<last month>.csv, with the same columns"
              .formatted(spec.file()));
    }
    TestData data = TestSources.read(TestSources.history(spec));
    if (data.looks().isEmpty()) {
      throw new UserError("%s: the history has no complete day".formatted(spec.file()));
    }
    TestData.Look last = data.looks().get(data.looks().size() - 1);
    UnitsByDay daily = UnitsByDay.of(data);
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: by %s units of %s%s"
            .formatted(
                spec.name(),
                Figures.count(last.sums()[0][0].n()),
                spec.section().options().history(),
                daily.words()));
    AbSection section = spec.section();
    // Each of several metrics that must hold has its part of the chance to fail.
    double power = 1 - (1 - POWER) / section.metrics().size();
    double most = 0;
    for (String metric : section.metrics().keySet()) {
      Spread spread = spread(last.sums()[0][data.metrics().indexOf(metric)], metric);
      double needed = needed(spread, power);
      most = Math.max(most, needed);
      lines.add(
          "  %s: %s to show that it is not worse by %s%s"
              .formatted(metric, units(needed, daily), margin(metric), fewer(spread, daily)));
    }
    lines.add(
        "  all of them: %s, with a chance of %s if nothing changes"
            .formatted(units(most, daily), Figures.percent(POWER)));
    return lines;
  }

  private Spread spread(UnitSums it, String metric) throws UserError {
    UnitMetric kind =
        spec.section().metrics().get(metric).ratio() == null ? UnitMetric.MEAN : UnitMetric.RATIO;
    ArmMeans means = ArmMeans.of(kind, it, it);
    double mean = means.a();
    double variance = means.aa() * it.n();
    Margin margin = strictest(metric);
    EffectScale scale = margin.relative() == null ? EffectScale.ABSOLUTE : EffectScale.RELATIVE;
    if (!(variance > 0) || scale == EffectScale.RELATIVE && !(mean > 0)) {
      throw new UserError(
          "%s: %s has mean %s and variance %s in the history, so no sample can be planned"
              .formatted(spec.file(), metric, mean, variance));
    }
    boolean higher = spec.section().metrics().get(metric).better() == Better.HIGHER;
    double loss = scale == EffectScale.RELATIVE ? margin.relative() : margin.absolute();
    return new Spread(mean, variance, -scale.threshold(loss, higher), scale);
  }

  private Margin strictest(String metric) {
    return spec.section().margin(spec.section().treatments().get(0), metric);
  }

  private String margin(String metric) {
    Margin margin = strictest(metric);
    return margin.relative() == null
        ? Figures.significant(margin.absolute(), 6).toPlainString()
        : Figures.percent(margin.relative());
  }

  /** Units of all arms, so that each treatment has enough of them. */
  private double needed(Spread spread, double power) {
    double most = 0;
    Map<String, Double> arms = spec.section().arms();
    double control = arms.get(spec.section().control());
    for (String arm : spec.section().treatments()) {
      double both = control + arms.get(arm);
      double fixed =
          SampleSize.units(
              spread.relative(),
              spread.relative(),
              arms.get(arm) / both,
              spread.threshold(),
              alpha,
              power);
      most = Math.max(most, fixed / both);
    }
    return most * SampleSize.planned(LOOKS, Spending.OBRIEN_FLEMING, alpha, power);
  }

  private static String units(double units, UnitsByDay daily) {
    OptionalInt days = daily.daysFor(units);
    String count = Figures.count(Figures.significant(units, 3).longValue()) + " units";
    return days.isPresent()
        ? count + ", " + Figures.count(Math.max(LiveTest.LEAST_DAYS, days.getAsInt()), "day")
        : count;
  }

  /** The smallest loss that would be excluded after some numbers of days. */
  private String fewer(Spread spread, UnitsByDay daily) {
    List<String> parts = new ArrayList<>();
    for (int days : DAYS) {
      double units = daily.after(days);
      if (units > 0) {
        double effect = spread.threshold() * Math.sqrt(needed(spread, POWER) / units);
        String loss =
            spread.scale() == EffectScale.RELATIVE
                ? Figures.percent(-Math.expm1(-effect))
                : Figures.significant(effect, 2).toPlainString();
        parts.add("%s days show %s".formatted(days, loss));
      }
    }
    return parts.isEmpty() ? "" : "; " + String.join(", ", parts);
  }

  /**
   * Units that were seen up to each day of the history.
   *
   * @param seen after 1, 2, ... days; empty if the history has no time
   */
  private record UnitsByDay(long[] seen) {
    private static final int WEEK = 7;
    private static final int MOST_DAYS = 3650;

    static UnitsByDay of(TestData data) {
      return new UnitsByDay(
          data.looks().get(0).end() == null
              ? new long[0]
              : data.looks().stream().mapToLong(it -> it.assigned()[0]).toArray());
    }

    /** After more days than the history has, with the new units of its last week. */
    double after(int days) {
      if (seen.length == 0 || days <= seen.length) {
        return seen.length == 0 ? 0 : seen[days - 1];
      }
      int week = Math.min(WEEK, seen.length);
      long before = week == seen.length ? 0 : seen[seen.length - 1 - week];
      double rate = (seen[seen.length - 1] - before) / (double) week;
      return seen[seen.length - 1] + rate * (days - seen.length);
    }

    OptionalInt daysFor(double units) {
      for (int days = 1; seen.length > 0 && days <= MOST_DAYS; days++) {
        if (after(days) >= units) {
          return OptionalInt.of(days);
        }
      }
      return OptionalInt.empty();
    }

    String words() {
      return seen.length == 0 ? "" : ", " + Figures.count(seen.length, "day");
    }
  }
}
