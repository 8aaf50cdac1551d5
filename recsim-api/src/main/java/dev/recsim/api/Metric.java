package dev.recsim.api;

import java.util.Arrays;
import java.util.Objects;

/**
 * A figure that an environment declares beside the reward, made of its counters' sums over all
 * sessions.
 *
 * @param name snake_case, for instance {@code click_rate}; no two of an environment are alike
 * @param description one sentence, with the unit
 * @param kind how it is made, and shown
 * @param of index of the counter that is summed; of {@link Kind#COVERAGE} the first of its counters
 * @param per index of the counter it is divided by, -1 for the number of sessions; of {@link
 *     Kind#COVERAGE} the number of its counters
 */
public record Metric(String name, String description, Kind kind, int of, int per) {
  /** The sessions themselves. */
  public static final int SESSIONS = -1;

  /** How a figure is made of counters. */
  public enum Kind {
    /** The sum of a counter, divided by the sum of another or by the number of sessions. */
    QUOTIENT,
    /** A quotient that is one topic's share of a whole; a report draws them all as one bar. */
    TOPIC_SHARE,
    /** The share of the counters of a range whose sum is above 0. */
    COVERAGE
  }

  /**
   * Checks that nothing is missing.
   *
   * @param name snake_case
   * @param description one sentence, with the unit
   * @param kind how it is made, and shown
   * @param of index of a counter
   * @param per index or number of counters
   * @throws NullPointerException if the name, the description or the kind is null
   */
  public Metric {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(kind, "kind");
  }

  /**
   * The sum of a counter, divided by the sum of another or by the number of sessions.
   *
   * @param name snake_case
   * @param description one sentence, with the unit
   * @param of index of the counter that is summed
   * @param per index of the counter it is divided by, -1 for the number of sessions
   */
  public Metric(String name, String description, int of, int per) {
    this(name, description, Kind.QUOTIENT, of, per);
  }

  /**
   * {@return the share of the counters {@code first} .. {@code first + count - 1} whose sum is
   * above 0}
   *
   * @param name snake_case
   * @param description one sentence, with the unit
   * @param first index of the first counter
   * @param count number of counters
   */
  public static Metric coverage(String name, String description, int first, int count) {
    return new Metric(name, description, Kind.COVERAGE, first, count);
  }

  /**
   * {@return the value computed from sums over sessions; NaN if it would be divided by 0}
   *
   * @param sums sum of each counter over the sessions
   * @param sessions number of sessions
   */
  public double value(double[] sums, int sessions) {
    if (kind == Kind.COVERAGE) {
      long covered = Arrays.stream(sums, of, of + per).filter(sum -> sum > 0).count();
      return (double) covered / per;
    }
    double divisor = per == SESSIONS ? sessions : sums[per];
    return divisor == 0 ? Double.NaN : sums[of] / divisor;
  }
}
