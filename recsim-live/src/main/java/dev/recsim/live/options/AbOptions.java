package dev.recsim.live.options;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.ExactlyOne;
import dev.recsim.api.Options.Range;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The section {@code ab} of a file, without arms and metrics: a live test and its data. */
public record AbOptions(
    @Description(
            "The data: a .csv or .jsonl file, also .gz, or a folder of them, relative to this file.")
        String file,
    @Description("Columns of the data by their meaning.") AbColumns columns,
    @Description(
            "When the test ends: after a number of days or of units. Default: it has no planned end.")
        AbPlan plan,
    @Description(
            "Time after its assignment in which a unit is observed, such as 7d. It counts when the"
                + " time has passed. Default: each unit counts at once, with everything so far.")
        String window,
    @Description(
            "How often verdicts may fall: daily, weekly, end, or an interval such as 30m. Days and"
                + " weeks end at midnight, UTC.")
        @Default("daily")
        String looks,
    @Description(
            "What a row of sums is: all units up to a day, or those that are new on a day, each once.")
        @Default("cumulative")
        Rows rows,
    @Description("Whether recsim:check fails unless the decision is SHIP.") @Default("false")
        boolean gate,
    @Description(
            "An experiment whose report predicts the effect: agents with the names of the arms.")
        String predictedBy,
    @Description(
            "A log of the time before the test, with the columns of units and metrics, for"
                + " recsim:ab-plan.")
        String history,
    @Description(
            "An experiment that has an agent with the name of the control, from whose sessions"
                + " recsim:ab-plan takes mean and variance of units.")
        String planFrom,
    @Description(
            "Units of all arms that come in a day, for recsim:ab-plan with plan_from. Default: days"
                + " are not known.")
        @Range(above = 0)
        Double unitsPerDay)
    implements Serializable {

  private static final Pattern TIME = Pattern.compile("([1-9]\\d{0,5})([mhd])");

  /** The options without a file. */
  public static final AbOptions DEFAULTS = Options.defaults(AbOptions.class);

  public AbOptions {
    checkTime("window", window);
    InvalidOption.unless(
        history == null || planFrom == null, "plan_from", "or history must be removed");
    InvalidOption.unless(
        unitsPerDay == null || planFrom != null,
        "units_per_day",
        "needs plan_from; a history says how many units come");
    if (!List.of("daily", "weekly", "end").contains(looks)) {
      checkTime("looks", looks);
    }
  }

  /** Data in a file, with a plan and the defaults. */
  public static AbOptions of(String file, AbColumns columns, AbPlan plan) {
    AbOptions it = DEFAULTS;
    return new AbOptions(
        file, columns, plan, it.window, it.looks, it.rows, it.gate, null, null, null, null);
  }

  /** The same with a window, such as 7d. */
  public AbOptions withWindow(String time) {
    return new AbOptions(
        file, columns, plan, time, looks, rows, gate, predictedBy, history, planFrom, unitsPerDay);
  }

  /** The same for the log of the time before the test, of units in one arm, by days. */
  public AbOptions beforeTest() {
    AbColumns all = new AbColumns(columns.unit, null, columns.time, columns.row, null, null);
    return new AbOptions(history, all, plan, window, "daily", rows, gate, null, null, null, null);
  }

  /** The same for a served log, which has its own columns. */
  public AbOptions served(String folder) {
    return new AbOptions(
        folder,
        new AbColumns("unit", "arm", "time", "row", null, null),
        plan,
        window,
        looks,
        rows,
        gate,
        predictedBy,
        history,
        planFrom,
        unitsPerDay);
  }

  /** What a row of sums is. */
  public enum Rows {
    CUMULATIVE,
    NEW_UNITS
  }

  /** How bounds are made. */
  public enum Method {
    PLANNED,
    ANY,
    EXACT
  }

  private static void checkTime(String option, String text) {
    InvalidOption.unless(
        text == null || TIME.matcher(text).matches(),
        option,
        "must be a number of minutes, hours or days such as 30m, 6h or 7d, not " + text);
  }

  /** The window; empty for none. */
  public Optional<Duration> windowTime() {
    return Optional.ofNullable(window).map(AbOptions::time);
  }

  /** Time between looks; empty for one look at the end. */
  public Optional<Duration> lookTime() {
    return switch (looks) {
      case "daily" -> Optional.of(Duration.ofDays(1));
      case "weekly" -> Optional.of(Duration.ofDays(7));
      case "end" -> Optional.empty();
      default -> Optional.of(time(looks));
    };
  }

  private static Duration time(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new IllegalStateException(text);
    }
    String count = time.group(1);
    return switch (time.group(2)) {
      case "m" -> Duration.ofMinutes(Long.parseLong(count));
      case "h" -> Duration.ofHours(Long.parseLong(count));
      default -> Duration.ofDays(Long.parseLong(count));
    };
  }

  /** Columns of the data by their meaning; null if there is none. */
  public record AbColumns(
      @Description("The unit that was assigned, such as a user: a log with a row for each event.")
          String unit,
      @Description("The arm. Empty in rows of a log that are no exposure.") String arm,
      @Description(
              "Time of a row of a log: 2026-01-31T12:00:00Z, a date, or seconds since 1970."
                  + " Default: the test is over and looked at once.")
          String time,
      @Description("Tells rows of a unit at the same time apart, to find duplicates.") String row,
      @Description("The day of a row of sums, such as 2026-01-31.") String day,
      @Description("Number of units: rows of sums.") String n)
      implements Serializable {
    /** A log with a row for each event. */
    public static AbColumns ofEvents(String unit, String arm, String time) {
      return new AbColumns(unit, arm, time, null, null, null);
    }
  }

  /** The end of a test. */
  @ExactlyOne
  public record AbPlan(
      @Description("Days from the first look's start.") @Range(min = 1, max = 3650) Integer days,
      @Description("Units of all arms.") @Range(min = 100) Long units)
      implements Serializable {
    /** An end after a number of days. */
    public static AbPlan ofDays(int days) {
      return new AbPlan(days, null);
    }

    /** The end of either kind. */
    public TestPlan end() {
      return Optional.ofNullable(days)
          .<TestPlan>map(TestPlan.Days::new)
          .orElseGet(() -> new TestPlan.Units(units));
    }
  }

  /** A metric of a live test. */
  public record AbMetric(
      @Description("Column of the mean: the sum of a unit's rows.") String column,
      @Description("Column that is 0 or 1 for each unit: a share of units.") String share,
      @Description("Two columns, such as [clicks, views]: the sum of one divided by the other's.")
          List<String> ratio,
      @Description("The better direction.") @Default("higher") Better better,
      @Description("How rows of a unit become one value.") @Default("sum") Join join,
      @Description("Largest value of a unit; larger ones count as this, in all arms.")
          @Range(above = 0)
          Double clip,
      @Description("Column that is known before assignment and predicts the metric.")
          String covariate,
      @Description("Smallest and largest possible value of a unit, for method: exact.")
          List<Double> range,
      @Description("Mean that is expected before the test, for method: exact.") @Range(min = 0)
          Double expected,
      @Description(
              "How bounds are made: planned (default with a plan), any (default without), or exact,"
                  + " for values with a range, or for numbers of rare events.")
          Method method)
      implements Serializable {

    /** Exactly one kind, and what it needs. */
    public AbMetric {
      ratio = ratio == null ? null : List.copyOf(ratio);
      range = range == null ? null : List.copyOf(range);
      long kinds = (column == null ? 0 : 1) + (share == null ? 0 : 1) + (ratio == null ? 0 : 1);
      InvalidOption.unless(kinds == 1, "column", "or share or ratio must be given, one of them");
      InvalidOption.unless(
          ratio == null || ratio.size() == 2,
          "ratio",
          "must be two columns, such as [clicks, views]");
      InvalidOption.unless(
          range == null || range.size() == 2 && range.get(0) < range.get(1),
          "range",
          "must be two numbers, the smaller one first, such as [0, 1]");
      InvalidOption.unless(
          method != Method.EXACT || ratio == null && covariate == null,
          "method",
          "exact is for means, shares and numbers of events without a covariate");
      InvalidOption.unless(
          method != Method.EXACT || expected != null,
          "expected",
          "is missing: method: exact needs the mean that is expected before the test");
      InvalidOption.unless(clip == null || share == null, "clip", "is not for a share; remove it");
    }

    /** The mean of units' sums of a column. */
    public static AbMetric mean(String column) {
      return new AbMetric(
          column, null, null, Better.HIGHER, Join.SUM, null, null, null, null, null);
    }

    /** The sum of one column, divided by another's. */
    public static AbMetric ratio(String above, String below) {
      List<String> both = List.of(above, below);
      return new AbMetric(null, null, both, Better.HIGHER, Join.SUM, null, null, null, null, null);
    }

    /** Whether {@code method: exact} counts events, instead of comparing means in a range. */
    public boolean ofEvents() {
      return range == null && share == null;
    }

    /** Column of the metric or of the numerator. */
    public String y() {
      return column != null ? column : share != null ? share : ratio.get(0);
    }
  }

  /** How the rows of a unit become one value. */
  public enum Join {
    /** Their sum. */
    SUM,
    /** The value of the latest row. */
    LAST,
    /** The largest value. */
    MAX,
    /** 1 if a value is not 0, else 0. */
    ANY
  }

  /** The better direction of a metric. */
  public enum Better {
    HIGHER,
    LOWER
  }
}
