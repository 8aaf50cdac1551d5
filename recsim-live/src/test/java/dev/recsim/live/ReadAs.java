package dev.recsim.live;

import dev.recsim.live.TestColumns.Only;
import dev.recsim.live.options.AbOptions;
import dev.recsim.live.options.AbOptions.AbColumns;
import dev.recsim.live.options.AbOptions.AbMetric;
import dev.recsim.live.options.AbOptions.Better;
import dev.recsim.live.options.AbOptions.Join;
import dev.recsim.live.options.AbOptions.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Columns and metrics by their parts; null for none. */
public final class ReadAs {
  private ReadAs() {}

  /** Rows of units. */
  public static TestColumns events(
      String time,
      String row,
      List<TestMetric> metrics,
      Duration window,
      Duration look,
      Instant until) {
    return of(
        new AbColumns("user", "arm", time, row, null, null),
        Rows.CUMULATIVE,
        metrics,
        window,
        look,
        until);
  }

  /** Sums of days. */
  public static TestColumns sums(
      String day, String n, List<TestMetric> metrics, Rows rows, Duration look, Instant until) {
    return of(new AbColumns(null, "arm", null, null, day, n), rows, metrics, null, look, until);
  }

  /** Data with these columns. */
  public static TestColumns of(
      AbColumns columns,
      Rows rows,
      List<TestMetric> metrics,
      Duration window,
      Duration look,
      Instant until) {
    AbOptions options =
        new AbOptions(
            "",
            columns,
            null,
            text(window),
            look == null ? "end" : text(look),
            rows,
            false,
            null,
            null,
            null,
            null);
    return new TestColumns(
        options, List.of("a", "b"), metrics, until == null ? Instant.MAX : until, Only.ALL);
  }

  private static String text(Duration time) {
    return time == null ? null : time.toMinutes() + "m";
  }

  /** A metric with joined rows. */
  public static TestMetric metric(String name, String y, Join join, double clip) {
    return new TestMetric(
        name,
        new AbMetric(
            y,
            null,
            null,
            Better.HIGHER,
            join,
            Double.isNaN(clip) ? null : clip,
            null,
            null,
            null,
            null));
  }

  /** A ratio with a covariate. */
  public static TestMetric ratio(String name, String y, String d, String x) {
    return new TestMetric(
        name,
        new AbMetric(
            null, null, List.of(y, d), Better.HIGHER, Join.SUM, null, x, null, null, null));
  }

  /** A share of units. */
  public static TestMetric share(String name, String y, Join join) {
    return new TestMetric(
        name, new AbMetric(null, y, null, Better.HIGHER, join, null, null, null, null, null));
  }

  /** A mean with a declared range. */
  public static TestMetric range(String name, String y, double low, double high) {
    return new TestMetric(
        name,
        new AbMetric(
            y, null, null, Better.HIGHER, Join.SUM, null, null, List.of(low, high), null, null));
  }
}
