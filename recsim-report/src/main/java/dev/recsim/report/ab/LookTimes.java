package dev.recsim.report.ab;

import dev.recsim.live.judge.LiveTestResult;
import dev.recsim.report.page.Figures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalDouble;

/** When a live test is looked at: in words, and on the time axis of its charts. */
record LookTimes(LiveTestResult report) {
  private static final int HOURS = 24;

  /** Whether looks have a time; otherwise the test is over and looked at once. */
  boolean timed() {
    return !report.looks().isEmpty() && !Double.isNaN(report.looks().get(0).day());
  }

  private boolean inHours() {
    return report.plan().interval() < 1;
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
    return ofDays(report.looks().get(look).day());
  }

  /** The last look on the time axis. */
  double last() {
    return of(report.looks().size() - 1);
  }

  /**
   * A coming look on the time axis.
   *
   * @param place among the coming looks
   * @param share of the plan
   */
  double coming(int place, double share) {
    return report.plan().days() != null
        ? ofDays(share * report.plan().days())
        : last() + (place + 1) * ofDays(report.plan().interval());
  }

  /** {@code day 23}, or {@code 230,000 units}. */
  String atShare(double share) {
    return report.plan().days() != null
        ? word() + " " + number(ofDays(share * report.plan().days()))
        : Figures.count(Math.round(share * report.plan().units()), "unit");
  }

  /** {@code day 17 of 28}. */
  String now() {
    if (report.looks().isEmpty()) {
      return "no look yet";
    }
    if (!timed()) {
      return "over";
    }
    String at = word() + " " + number(last());
    if (report.plan().days() != null) {
      return at + " of " + number(ofDays(report.plan().days()));
    }
    return report.plan().units() == null
        ? at
        : at + ", %s of %s units".formatted(units(), Figures.count(report.plan().units()));
  }

  private String units() {
    return Figures.count(report.looks().get(report.looks().size() - 1).all());
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
    double planned = report.plan().days() == null ? 0 : ofDays(report.plan().days());
    return Math.max(planned, Math.max(last(), foreseen.orElse(0)));
  }

  private static String number(double time) {
    return new BigDecimal(time)
        .setScale(1, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
