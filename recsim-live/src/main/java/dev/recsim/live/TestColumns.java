package dev.recsim.live;

import dev.recsim.live.options.AbOptions;
import dev.recsim.live.options.AbOptions.AbColumns;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the data of a live test are read: rows of units, or sums of days.
 *
 * <p>A row of sums has those over the units of an arm. For a metric with column c they are in c and
 * {@code c_squares}, the sum of the squares of units' totals; optionally {@code c_largest} has the
 * largest square. A share needs no squares. A ratio of c and d has d, {@code d_squares} and {@code
 * c_d}, the sum of products. A covariate x has x, {@code x_squares}, {@code x_c}, and {@code x_d}
 * for a ratio.
 *
 * @param options columns, window and looks
 * @param arms names of the arms, control first; rows of other arms are left out and counted
 * @param metrics the metrics; sums were made with their joins and clips
 * @param until only intervals that end by this time are looked at, rows after them are left out;
 *     {@link Instant#MAX} for all rows: the interval of the last row counts as complete
 * @param only a part of the units, or {@link Only#ALL}
 */
public record TestColumns(
    AbOptions options, List<String> arms, List<TestMetric> metrics, Instant until, Only only)
    implements Serializable {
  public TestColumns {
    arms = List.copyOf(arms);
    metrics = List.copyOf(metrics);
  }

  /** The units whose exposure has this value in a column. */
  public record Only(String column, String value) implements Serializable {
    /** All units. */
    public static final Only ALL = new Only("", "");
  }

  /** The columns by their meaning. */
  public AbColumns by() {
    return options.columns();
  }

  /** Whether rows have a time; otherwise there is one look. */
  public boolean timed() {
    return by().time() != null || by().day() != null;
  }

  /** Time between looks; intervals start at multiples of it since 1970, UTC. Empty for one look. */
  public Optional<Duration> look() {
    return options.lookTime().filter(it -> timed());
  }

  /** Where the last interval ends; empty for all rows. */
  public Optional<Instant> end() {
    return Optional.of(until).filter(it -> timed() && !it.equals(Instant.MAX));
  }

  /**
   * A unit counts when this time has passed since its assignment, with what happened in it; empty:
   * each unit counts at once with everything so far.
   */
  public Optional<Duration> window() {
    return options.windowTime();
  }
}
