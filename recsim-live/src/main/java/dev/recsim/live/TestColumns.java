package dev.recsim.live;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the rows of a live test are.
 *
 * @param unit column of the unit that was assigned, such as a user
 * @param arm column of the arm; empty in rows that are no exposure. Null if all units are of the
 *     only arm
 * @param time column of the time: ISO 8601 (UTC without an offset), or seconds (10 digits) or
 *     milliseconds (13 digits) since 1970; null if the test is over and looked at once
 * @param row column that tells rows of the same unit and time apart; null if there is none. Rows
 *     whose cell is empty are no duplicates
 * @param arms names of the arms, control first; rows of other arms are left out and counted
 * @param metrics the metrics
 * @param window a unit counts when this time has passed since its assignment, with what happened in
 *     it; null: each unit counts at once with everything so far
 * @param look time between looks; intervals start at multiples of it since 1970, UTC. Null for one
 *     look at {@code until}, or after all rows
 * @param until only intervals that end by this time are looked at, rows after them are left out.
 *     Null for all rows: the interval of the last row counts as complete
 * @param only a part of the units; null for all
 */
public record TestColumns(
    String unit,
    String arm,
    String time,
    String row,
    List<String> arms,
    List<TestMetric> metrics,
    Duration window,
    Duration look,
    Instant until,
    Only only)
    implements Serializable {
  public TestColumns {
    arms = List.copyOf(arms);
    metrics = List.copyOf(metrics);
  }

  /** The units whose exposure has this value in a column. */
  public record Only(String column, String value) implements Serializable {}
}
