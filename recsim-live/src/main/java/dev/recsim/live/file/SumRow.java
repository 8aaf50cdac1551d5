package dev.recsim.live.file;

import dev.recsim.decide.metric.UnitSums;
import dev.recsim.live.InvalidTestData;
import dev.recsim.live.TestMetric;
import java.nio.file.Path;
import java.util.List;

/**
 * The sums of an arm on a day.
 *
 * @param metrics sums of each metric
 */
record SumRow(Path file, long line, long n, List<UnitSums> metrics) {
  /** Sums are rounded where they are written. */
  private static final double ROUNDING = 1e-9;

  /**
   * Squares of totals fall when units return what they bought: by 0.01 to 1.2 % from one row to the
   * next in 29 of the 180 series that ASOS published (C. Liu et al., 2021). More is a lost day.
   */
  private static final double RETURNED = 0.05;

  InvalidTestData problem(String message, Object... values) {
    return Cells.at(file, line, message.formatted(values));
  }

  /** Whether units can have these sums. */
  void check(SumColumnNames names) throws InvalidTestData {
    for (int m = 0; m < metrics.size(); m++) {
      UnitSums it = metrics.get(m);
      TestMetric metric = names.metric(m);
      range(metric, it.y());
      squares(metric.y(), it.y(), it.yy());
      if (it.largest() > 0 && !metric.share()) {
        largest(metric.y(), it);
      }
      if (metric.d().isPresent()) {
        squares(metric.d().get(), it.d(), it.dd());
        product(metric.y(), metric.d().get(), it.yd(), it.yy(), it.dd());
      }
      if (metric.x().isPresent()) {
        squares(metric.x().get(), it.x(), it.xx());
        product(metric.x().get(), metric.y(), it.xy(), it.xx(), it.yy());
      }
      if (metric.x().isPresent() && metric.d().isPresent()) {
        product(metric.x().get(), metric.d().get(), it.xd(), it.xx(), it.dd());
      }
    }
  }

  private void squares(String column, double sum, double squares) throws InvalidTestData {
    if (squares < 0 || n == 0 && (sum != 0 || squares != 0)) {
      throw problem(
          "columns \"%s\" and \"%s_squares\": %s units cannot have the sum %s and squares %s;"
              + " sum over the units of the row",
          column, column, n, sum, squares);
    }
    if (n * squares < sum * sum * (1 - ROUNDING)) {
      throw problem(
          "columns \"%s\" and \"%s_squares\": the sum of %s units is %s, so their squares are %s at"
              + " least, but are %s; sum the squares of the totals of units, not of rows, and lose"
              + " no day",
          column, column, n, sum, sum * sum / n, squares);
    }
  }

  private void largest(String column, UnitSums it) throws InvalidTestData {
    double most = it.yy() * (1 + ROUNDING);
    if (it.largest() > most || n * it.largest() < it.yy() * (1 - ROUNDING)) {
      throw problem(
          "columns \"%s_squares\" and \"%s_largest\": %s is not the largest of %s squares with the"
              + " sum %s; write the largest square of a unit's total",
          column, column, it.largest(), n, it.yy());
    }
  }

  private void product(String u, String v, double uv, double uu, double vv) throws InvalidTestData {
    if (uv * uv > uu * vv * (1 + ROUNDING)) {
      throw problem(
          "column \"%s_%s\": the sum of products is %s, which squares of %s and %s forbid; sum over"
              + " units the product of their totals",
          u, v, uv, uu, vv);
    }
  }

  private void range(TestMetric metric, double sum) throws InvalidTestData {
    double low = metric.share() ? 0 : metric.low();
    double high = metric.share() ? 1 : metric.high();
    if (metric.share() && sum != Math.rint(sum)) {
      throw problem(
          "column \"%s\": %s is no number of units; a share is 0 or 1 for each unit, or make it no"
              + " share",
          metric.y(), sum);
    }
    double room = ROUNDING * Math.abs(sum);
    if (sum < n * low - room || sum > n * high + room) {
      throw problem(
          "column \"%s\": %s units cannot have the sum %s with values from %s to %s; correct the"
              + " range, or sum over units",
          metric.y(), n, sum, low, high);
    }
  }

  /** Whether these sums can follow those of an earlier day: no unit leaves. */
  void follows(SumRow before, SumColumnNames names) throws InvalidTestData {
    grows(names.n(), before, before.n, n, 0);
    for (int m = 0; m < metrics.size(); m++) {
      UnitSums old = before.metrics.get(m);
      UnitSums now = metrics.get(m);
      TestMetric metric = names.metric(m);
      grows(names.squares(m), before, old.yy(), now.yy(), RETURNED);
      if (metric.d().isPresent()) {
        grows(metric.d().get() + "_squares", before, old.dd(), now.dd(), RETURNED);
      }
      if (metric.x().isPresent()) {
        grows(metric.x().get() + "_squares", before, old.xx(), now.xx(), ROUNDING);
      }
    }
  }

  private void grows(String column, SumRow before, double old, double now, double room)
      throws InvalidTestData {
    if (now < old * (1 - room)) {
      throw problem(
          "column \"%s\" falls from %s (line %s) to %s; sums are of all units up to the day, so a"
              + " day is lost, or rows are of new_units",
          column, number(old), before.line, number(now));
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
