package dev.recsim.serve.measure;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Writes failures to the log of the JVM, at most one a minute. Thread-safe. */
public final class Complaints {
  private static final System.Logger LOGGER = System.getLogger("dev.recsim.serve");
  private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

  private final AtomicLong next = new AtomicLong(System.nanoTime());

  /** Creates complaints of which the first is written. */
  public Complaints() {}

  /**
   * Writes a failure, unless one was written in the last minute.
   *
   * @param policy name of the policy
   * @param failure what happened
   * @return whether it was written
   */
  public boolean add(String policy, Throwable failure) {
    long now = System.nanoTime();
    long due = next.get();
    if (now - due < 0 || !next.compareAndSet(due, now + PAUSE)) {
      return false;
    }
    LOGGER.log(
        System.Logger.Level.WARNING,
        "policy " + policy + " failed, so the fallback slate was shown",
        failure);
    return true;
  }
}
