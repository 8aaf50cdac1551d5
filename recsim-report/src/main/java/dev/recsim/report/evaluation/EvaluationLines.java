package dev.recsim.report.evaluation;

import dev.recsim.baseline.Outcome;
import dev.recsim.ope.evaluation.Evaluated.Estimated;
import dev.recsim.ope.evaluation.Evaluated.OfTarget;
import dev.recsim.report.check.ClaimWords;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Plain;
import dev.recsim.report.page.TextTable;
import dev.recsim.report.trust.AgentTrust;
import dev.recsim.stats.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An evaluation as lines for a terminal. */
public final class EvaluationLines {
  private static final int DIGITS = 4;

  private EvaluationLines() {}

  /** Returns what was read, a table of all estimates, the refusals and the claims that hold. */
  public static List<String> of(EvaluationReport report) {
    List<String> lines = new ArrayList<>();
    report.evaluated().log().sentences().forEach(it -> lines.add(Plain.visible(it)));
    lines.addAll(TextTable.lines(table(report)));
    for (OfTarget target : report.evaluated().targets()) {
      target.refusals().forEach(it -> lines.add(refusal(target, it)));
      target.doubts().forEach(it -> lines.add("warning: " + target.name() + ": " + it));
    }
    for (AgentTrust each : report.fitted()) {
      lines.add(
          "%s in the fitted environment: %s a session; the log leaves open %s; %s of its steps have fewer than 10 rows in the log"
              .formatted(
                  Plain.line(each.name()),
                  number(each.mean()),
                  interval(Optional.of(each.interval(report.alpha()))),
                  Figures.percent(each.thinSteps())));
    }
    report.claims().stream()
        .filter(it -> it.outcome() == Outcome.HOLDS)
        .forEach(it -> lines.add(ClaimWords.sentence(it)));
    return lines;
  }

  /** The message of a build that fails: which claims do not hold, and why. */
  public static String failure(List<EvaluationReport> failed) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "claims on the log do not hold in "
            + failed.stream().map(EvaluationReport::name).collect(Collectors.joining(", ")));
    for (EvaluationReport report : failed) {
      report.claims().stream()
          .filter(it -> it.outcome() != Outcome.HOLDS)
          .forEach(it -> lines.add("  " + ClaimWords.sentence(it)));
    }
    return String.join("\n", lines);
  }

  static String refusal(OfTarget target, String reason) {
    return Plain.visible("REFUSED " + target.name() + ": " + reason);
  }

  /**
   * A line of the table.
   *
   * @param estimated empty if the policy is refused
   * @param sample what stands in the column of effective samples
   */
  private record Row(String policy, Optional<Estimated> estimated, String sample) {
    String figure(Function<Estimated, String> text) {
      return estimated.map(text).orElse("-");
    }
  }

  private static Table table(EvaluationReport report) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("logged", Optional.of(report.evaluated().logged()), "-"));
    for (OfTarget target : report.evaluated().targets()) {
      String policy = Plain.line(target.name());
      String sample = Figures.count(Math.round(target.weights().effectiveSample()));
      if (target.refused()) {
        rows.add(new Row(policy, Optional.empty(), sample));
      }
      for (Estimated each : target.estimates()) {
        boolean first = each == target.estimates().get(0);
        rows.add(new Row(policy, Optional.of(each), first ? sample : ""));
      }
    }
    return Columns.<Row>plain("Estimates")
        .text("Policy", Row::policy)
        .figure("Estimator", it -> it.estimated().map(Estimated::estimator).orElse("REFUSED"))
        .figure("Reward of a session", it -> it.figure(at -> number(at.value())))
        .figure(
            Figures.level(report.alpha()) + " interval",
            it -> it.figure(at -> interval(at.interval())))
        .figure("Effective sample", Row::sample)
        .rows(rows);
  }

  /** Four significant digits, also if the last ones are 0. */
  static String number(double value) {
    if (!Double.isFinite(value) || value == 0) {
      return value == 0 ? "0" : "-";
    }
    BigDecimal number = Figures.significant(value, DIGITS);
    int decimals = Math.max(0, DIGITS - (number.precision() - number.scale()));
    return number.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  static String interval(Optional<Interval> interval) {
    return interval.map(it -> number(it.low()) + " to " + number(it.high())).orElse("-");
  }
}
