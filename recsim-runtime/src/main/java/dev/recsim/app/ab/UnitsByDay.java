package dev.recsim.app.ab;

import dev.recsim.live.TestData;
import java.util.OptionalInt;

/**
 * Units that come up to each day.
 *
 * @param seen after 1, 2, ... days; empty if nothing is known of time
 * @param rate units of each further day
 */
record UnitsByDay(long[] seen, double rate) {
  private static final int WEEK = 7;
  private static final int MOST_DAYS = 3650;

  /** Units of which no time is known. */
  static final UnitsByDay UNKNOWN = steady(0);

  /** As many every day. */
  static UnitsByDay steady(double rate) {
    return new UnitsByDay(new long[0], rate);
  }

  /** Those of a history with looks, and then as many as in its last week. */
  static UnitsByDay of(TestData data) {
    if (data.looks().get(0).end() == null) {
      return UNKNOWN;
    }
    long[] seen = data.looks().stream().mapToLong(it -> it.assigned()[0]).toArray();
    int week = Math.min(WEEK, seen.length);
    long before = week == seen.length ? 0 : seen[seen.length - 1 - week];
    return new UnitsByDay(seen, (seen[seen.length - 1] - before) / (double) week);
  }

  /** After a number of days; 0 if that is not known. */
  double after(int days) {
    if (days <= seen.length) {
      return seen[days - 1];
    }
    long last = seen.length == 0 ? 0 : seen[seen.length - 1];
    return last + rate * (days - seen.length);
  }

  OptionalInt daysFor(double units) {
    for (int days = 1; days <= MOST_DAYS; days++) {
      if (after(days) >= units) {
        return OptionalInt.of(days);
      }
    }
    return OptionalInt.empty();
  }
}
