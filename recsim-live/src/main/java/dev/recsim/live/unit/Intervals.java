package dev.recsim.live.unit;

import dev.recsim.live.TestColumns;
import java.time.Duration;
import java.time.Instant;

/**
 * The times between looks, in nanoseconds since 1970.
 *
 * @param length of an interval, {@link Long#MAX_VALUE} if there is one look
 * @param until where the last complete interval ends; {@link Long#MAX_VALUE} without an end
 */
public record Intervals(long length, long until) {
  private static final long SECOND = 1_000_000_000L;
  private static final long ONE = Long.MAX_VALUE;

  /** Looks that are read at most: 54 years of days. */
  public static final int MOST = 20_000;

  /** The looks of data. */
  public static Intervals of(TestColumns columns) {
    long until = columns.end().map(Intervals::nanos).orElse(Long.MAX_VALUE);
    if (columns.look().isEmpty()) {
      return new Intervals(ONE, until);
    }
    long length = nanos(columns.look().get());
    boolean ends = until < Long.MAX_VALUE;
    return new Intervals(length, ends ? Math.floorDiv(until, length) * length : until);
  }

  /** A duration, at most 292 years. */
  static long nanos(Duration it) {
    return nanos(it.getSeconds(), it.getNano());
  }

  private static long nanos(Instant it) {
    return nanos(it.getEpochSecond(), it.getNano());
  }

  private static long nanos(long seconds, int nanos) {
    long most = Long.MAX_VALUE / SECOND - 1;
    return Math.max(-most, Math.min(most, seconds)) * SECOND + nanos;
  }

  /** Number of the interval that a time is in. */
  public long of(long time) {
    return length == ONE ? 0 : Math.floorDiv(time, length);
  }

  public boolean isOne() {
    return length == ONE;
  }

  /** End of an interval. */
  public long end(long interval) {
    return isOne() ? until : (interval + 1) * length;
  }

  /** Whether no complete interval follows. */
  public boolean isLast(long interval) {
    return isOne() || end(interval) >= until;
  }

  /** End of an interval as an instant; null if there is one look without end. */
  public Instant instant(long interval) {
    long end = end(interval);
    return end == Long.MAX_VALUE
        ? null
        : Instant.ofEpochSecond(Math.floorDiv(end, SECOND), Math.floorMod(end, SECOND));
  }
}
