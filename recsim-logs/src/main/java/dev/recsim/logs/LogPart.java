package dev.recsim.logs;

import dev.recsim.api.InvalidOption;
import dev.recsim.logs.LogOptions.LogColumns;
import dev.recsim.logs.text.Numbers;
import java.nio.charset.StandardCharsets;

/**
 * The part of a log from {@link LogOptions#from} to before {@link LogOptions#to}: by the time of a
 * session's first step if the log has times, else by its number in the order of reading.
 */
final class LogPart {
  private final boolean timed;
  private final double from;
  private final double to;
  private long number;

  LogPart(LogOptions options) {
    timed = isTimed(options);
    from = bound(options.from(), "from", timed, Double.NEGATIVE_INFINITY);
    to = bound(options.to(), "to", timed, Double.POSITIVE_INFINITY);
  }

  /**
   * Checks the bounds.
   *
   * @throws InvalidOption if one is neither a number nor a time, or nothing is between them
   */
  static void check(LogOptions options) {
    LogPart part = new LogPart(options);
    InvalidOption.unless(
        part.from < part.to,
        "to",
        "is %s, which is not after from, %s".formatted(options.to(), options.from()));
  }

  private static boolean isTimed(LogOptions options) {
    return options.isServed() || options.column(LogColumns::time).isPresent();
  }

  private static double bound(String given, String option, boolean timed, double none) {
    if (given == null) {
      return none;
    }
    byte[] bytes = given.strip().getBytes(StandardCharsets.UTF_8);
    double value =
        timed ? Numbers.time(bytes, 0, bytes.length) : Numbers.parse(bytes, 0, bytes.length);
    boolean valid = timed ? !Double.isNaN(value) : value >= 1 && value == Math.rint(value);
    InvalidOption.unless(
        valid,
        option,
        timed
            ? "is %s, but must be a time as in the time column, such as 2026-01-31T12:00:00Z"
                .formatted(given)
            : "is %s, but must be the number of a session, counted from 1; times need columns.time"
                .formatted(given));
    return value;
  }

  /** Whether the next session of the log is in the part. */
  boolean next(LoggedSession session) {
    number++;
    double at = timed ? session.time(0) : number;
    return at >= from && at < to;
  }
}
