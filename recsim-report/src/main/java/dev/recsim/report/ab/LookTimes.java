package dev.recsim.report.ab;

import dev.recsim.live.judge.LiveTestResult;
import dev.recsim.live.options.TestPlan;
import dev.recsim.report.page.Figures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** When a live test is looked at: in words, and on the time axis of its charts. */
record LookTimes(LiveTestResult report) {
  private static final int HOURS = 24;

  /** Whether looks have a time; otherwise the test is over and looked at once. */
  boolean timed() {
    return !report.sample().looks().isEmpty()
        && !Double.isNaN(report.sample().looks().get(0).day());
  }

  private boolean inHours() {
    return report.plan().canary();
  }

  private double ofDays(double days) {
    return inHours() ? HOURS * days : days;
  }

  /** What the time axis counts. */
  String unit() {
    return inHours() ? "Hour" : "Day";
  }

  private String word() {
    return inHours() ? "hour" : "day";
  }

  /** A look on the time axis. */
  double of(int look) {
    return ofDays(report.sample().looks().get(look).day());
  }

  /** The last look on the time axis. */
  double last() {
    return of(report.sample().looks().size() - 1);
  }

  /**
   * A coming look on the time axis.
   *
   * @param place among the coming looks
   * @param share of the plan
   */
  double coming(int place, double share) {
    OptionalInt days = report.plan().end().days();
    return days.isPresent()
        ? ofDays(share * days.getAsInt())
        : last() + (place + 1) * ofDays(report.plan().interval().orElseThrow());
  }

  /** {@code day 23}, or {@code 230,000 units}. */
  String atShare(double share) {
    TestPlan plan = report.plan().end();
    return plan.days().isPresent()
        ? word() + " " + number(ofDays(share * plan.days().getAsInt()))
        : Figures.count(Math.round(share * plan.units().orElseThrow()), "unit");
  }

  /** {@code day 17 of 28}. */
  String now() {
    if (report.sample().looks().isEmpty()) {
      return "no look yet";
    }
    if (!timed()) {
      return "over";
    }
    String at = word() + " " + number(last());
    TestPlan plan = report.plan().end();
    if (plan.days().isPresent()) {
      return at + " of " + number(ofDays(plan.days().getAsInt()));
    }
    return plan.units().isPresent()
        ? at + ", %s of %s units".formatted(units(), Figures.count(plan.units().getAsLong()))
        : at;
  }

  private String units() {
    return Figures.count(report.sample().looks().get(report.sample().looks().size() - 1).all());
  }

  /** The end of the time axis. */
  double end() {
    OptionalDouble foreseen =
        report.treatments().stream()
            .flatMap(it -> it.metrics().stream())
            .flatMap(it -> it.forecast().stream())
            .filter(it -> !it.needed().isEmpty())
            .mapToDouble(it -> coming(it.needed().size() - 1, 1))
            .max();
    double planned = ofDays(report.plan().end().days().orElse(0));
    return Math.max(planned, Math.max(last(), foreseen.orElse(0)));
  }

  private static String number(double time) {
    return new BigDecimal(time)
        .setScale(1, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
