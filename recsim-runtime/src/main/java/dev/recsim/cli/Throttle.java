package dev.recsim.cli;

import java.util.function.LongSupplier;

/**
 * When a line of progress is due where lines cannot be rewritten, as in the log of a CI server: at
 * most one in 10 seconds, more seldom the longer it takes, and at most 100 in all. Thread-safe.
 */
final class Throttle {
  /** Most lines of one run. */
  static final int MOST = 100;

  /** Of these, lines that need not wait. */
  static final int EXTRAS = 24;

  private static final long PAUSE = 10_000_000_000L;

  /** A pause is at least this part of the time so far: a week needs about 70 lines. */
  private static final int PART = 6;

  private final LongSupplier clock;
  private final long start;
  private long last;
  private int lines;
  private int extras;

  /**
   * @param clock nanoseconds
   */
  Throttle(LongSupplier clock) {
    this.clock = clock;
    this.start = clock.getAsLong();
    this.last = start;
  }

  /** Whether a line is due now; if so, it counts as printed. */
  synchronized boolean due() {
    long now = clock.getAsLong();
    boolean due = lines < MOST - EXTRAS && now - last >= Math.max(PAUSE, (now - start) / PART);
    lines += due ? 1 : 0;
    last = due ? now : last;
    return due;
  }

  /**
   * As {@link #due}, for the first and the last line of a part, which do not wait while few did.
   */
  synchronized boolean extra() {
    if (extras == EXTRAS) {
      return due();
    }
    extras++;
    last = clock.getAsLong();
    return true;
  }
}
