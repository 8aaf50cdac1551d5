package dev.recsim.app.ab;

import dev.recsim.app.project.UserError;
import dev.recsim.decide.LiveTest;
import dev.recsim.decide.metric.ArmMeans;
import dev.recsim.decide.sequence.EffectScale;
import dev.recsim.decide.sequence.SampleSize;
import dev.recsim.decide.sequence.Spending;
import dev.recsim.live.options.AbOptions;
import dev.recsim.live.options.AbOptions.Better;
import dev.recsim.live.options.AbSection;
import dev.recsim.live.options.LiveTestSpec;
import dev.recsim.report.page.Figures;
import dev.recsim.rule.Margin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How many units and days a live test needs, by the units of a time before it, or of a simulation.
 *
 * @param experiments folder of experiments
 * @param reports folder of their trials
 * @param alpha error rate of each bound
 */
public record AbPlan(LiveTestSpec spec, double alpha, Path experiments, Path reports) {
  /** Chance that an unchanged treatment is shown to hold. */
  private static final double POWER = 0.9;

  private static final int LOOKS = 28;
  private static final List<Integer> DAYS = List.of(7, 14, 28, 56);

  /** What the units say of a metric. */
  private record Spread(double mean, double variance, double threshold, EffectScale scale) {
    /** Variance of a unit in units of the gain. */
    double relative() {
      return scale == EffectScale.RELATIVE ? variance / (mean * mean) : variance;
    }
  }

  /**
   * The plan in lines.
   *
   * @throws UserError if nothing is named to plan from, or it cannot be read
   */
  public List<String> lines() throws IOException, UserError {
    PastUnits past = past();
    UnitsByDay daily = past.daily();
    List<String> lines = new ArrayList<>();
    lines.add("%s: by %s".formatted(spec.name(), past.words()));
    AbSection section = spec.section();
    // Each of several metrics that must hold has its part of the chance to fail.
    double power = 1 - (1 - POWER) / section.metrics().size();
    double most = 0;
    Iterator<PastUnits.Known> known = past.metrics().iterator();
    for (String metric : section.metrics().keySet()) {
      Spread spread = spread(known.next(), metric);
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

  private PastUnits past() throws IOException, UserError {
    AbOptions options = spec.section().options();
    if (options.planFrom() != null) {
      return new SimulatedUnits(spec, experiments, reports).units();
    }
    if (options.history() == null) {
      throw new UserError(
          "%s: ab has no history; write history: ../data/<last month>.csv, with the same columns, or plan_from: <experiment>"
              .formatted(spec.file()));
    }
    return PastUnits.ofHistory(spec);
  }

  private Spread spread(PastUnits.Known it, String metric) throws UserError {
    ArmMeans means = ArmMeans.of(it.kind(), it.sums(), it.sums());
    double mean = means.a();
    double variance = means.aa() * it.sums().n();
    Margin margin = strictest(metric);
    EffectScale scale = margin.hasRelative() ? EffectScale.RELATIVE : EffectScale.ABSOLUTE;
    if (!(variance > 0) || scale == EffectScale.RELATIVE && !(mean > 0)) {
      throw new UserError(
          "%s: %s has mean %s and variance %s in these units, so no sample can be planned"
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
    return margin.hasRelative()
        ? Figures.percent(margin.relative())
        : Figures.significant(margin.absolute(), 6).toPlainString();
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
}
