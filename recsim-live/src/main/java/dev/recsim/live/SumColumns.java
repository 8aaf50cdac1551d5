package dev.recsim.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the sums of days of a live test are. A row has the sums over the units of an arm. For a
 * metric with column c they are in c and {@code c_squares}, the sum of the squares of units'
 * totals; optionally {@code c_largest} has the largest square. A share needs no squares. A ratio of
 * c and d has d, {@code d_squares} and {@code c_d}, the sum of products. A covariate x has x,
 * {@code x_squares}, {@code x_c}, and {@code x_d} for a ratio.
 *
 * @param day column of the day, or of another time in the interval of the row; null if there is one
 *     row for each arm
 * @param arm column of the arm
 * @param n column of the number of units
 * @param arms names of the arms, control first; rows of other arms are left out and counted
 * @param metrics the metrics; their joins and clips are what the sums were made with
 * @param newUnits whether the rows of a day are of the units that are new on it, each unit in the
 *     rows of one day; otherwise rows are of all units up to the day's end
 * @param look time between looks, see {@link TestColumns}; null for one look
 * @param until rows at or after this time are left out; null for all rows
 */
public record SumColumns(
    String day,
    String arm,
    String n,
    List<String> arms,
    List<TestMetric> metrics,
    boolean newUnits,
    Duration look,
    Instant until) {
  public SumColumns {
    arms = List.copyOf(arms);
    metrics = List.copyOf(metrics);
  }
}
