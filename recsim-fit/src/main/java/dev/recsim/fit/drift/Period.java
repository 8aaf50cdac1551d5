package dev.recsim.fit.drift;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;

/**
 * The sessions of a log in the order of their times.
 *
 * @param sessions their number
 * @param times of their first steps, ascending; empty if the log has no times
 * @param dated whether times are seconds since 1970 that were written as dates
 */
public record Period(int sessions, double[] times, boolean dated) {

  /** A log without times. */
  public static Period of(int sessions) {
    return new Period(sessions, new double[0], false);
  }

  /** First session of a block of {@link Contrast#BLOCKS}, counted from 0. */
  int first(int block) {
    return (int) (((long) block * sessions + Contrast.BLOCKS - 1) / Contrast.BLOCKS);
  }

  /** Block of a session that is counted from 0. */
  int block(int session) {
    return (int) ((long) session * Contrast.BLOCKS / sessions);
  }

  /** The value of {@code from} or {@code to} that cuts the log before a session. */
  String cut(int session) {
    if (times.length == 0) {
      return Integer.toString(session + 1);
    }
    return text(times[Math.min(session, sessions - 1)], dated);
  }

  /**
   * A time as in the log.
   *
   * @param dated whether times are seconds since 1970 that were written as dates
   */
  public static String text(double time, boolean dated) {
    return dated
        ? Instant.ofEpochSecond((long) Math.floor(time)).toString()
        : new BigDecimal(time).stripTrailingZeros().toPlainString();
  }

  /** A session in words: {@code session 10,001 (2026-03-01T00:00:00Z)}. */
  String session(int session) {
    String number = String.format(Locale.ROOT, "session %,d", session + 1);
    return times.length == 0 ? number : "%s (%s)".formatted(number, cut(session));
  }
}
