package dev.recsim.ab;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the rows of a live test are.
 *
 * @param unit column of the unit that was assigned, such as a user
 * @param arm column of the arm; empty in rows that are no exposure. Null if all units are of the
 *     only arm
 * @param time column of the time, ISO 8601 or seconds since 1970; null if the test is over and
 *     looked at once
 * @param row column that tells rows of the same unit and time apart; null if there is none
 * @param arms names of the arms, control first; rows of other arms are left out and counted
 * @param metrics the metrics
 * @param window a unit counts when this time has passed since its assignment, with what happened in
 *     it; null: each unit counts at once with everything so far
 * @param look time between looks; the first interval starts at a multiple of it since 1970, UTC
 * @param until rows at or after this time are left out; the end of the last look. Null for all rows
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
    Instant until) {
  public TestColumns {
    arms = List.copyOf(arms);
    metrics = List.copyOf(metrics);
  }
}
