package dev.recsim.serve.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lends things that only one thread may use at a time, without locks. A thread that finds none
 * makes a new one, or waits if there are as many as there may be.
 *
 * @param <T> type of the things
 */
public final class Pool<T> {
  private static final int SIZE = 64;
  private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(20);

  private final AtomicReferenceArray<T> kept = new AtomicReferenceArray<>(SIZE);
  private final AtomicInteger made = new AtomicInteger();
  private final Supplier<T> maker;
  private final int most;

  /**
   * Creates an empty pool.
   *
   * @param maker makes a new one
   * @param most largest number of things at a time; Integer.MAX_VALUE for no limit
   */
  public Pool(Supplier<T> maker, int most) {
    this.maker = maker;
    this.most = most;
  }

  /**
   * {@return what a function makes of a thing} If it throws, the thing is not used again: what it
   * keeps may be damaged.
   *
   * @param <R> type of the result
   * @param how gets something that nobody else uses, and must not keep it
   */
  public <R> R use(Function<T, R> how) {
    T thing = take();
    boolean done = false;
    try {
      R result = how.apply(thing);
      done = true;
      return result;
    } finally {
      if (!done || !give(thing)) {
        made.decrementAndGet();
      }
    }
  }

  /** Threads begin at different places, so that they rarely meet. */
  private static int place() {
    long id = Thread.currentThread().getId();
    return (int) (id * 0x9E3779B97F4A7C15L >>> 58);
  }

  private T take() {
    int first = place();
    while (true) {
      for (int i = 0; i < SIZE; i++) {
        int at = (first + i) % SIZE;
        T taken = kept.get(at) == null ? null : kept.getAndSet(at, null);
        if (taken != null) {
          return taken;
        }
      }
      if (made.incrementAndGet() <= most) {
        return made();
      }
      made.decrementAndGet();
      LockSupport.parkNanos(PAUSE);
    }
  }

  private T made() {
    T thing = null;
    try {
      thing = maker.get();
      return thing;
    } finally {
      if (thing == null) {
        made.decrementAndGet();
      }
    }
  }

  /** Returns whether there was a place for it. */
  private boolean give(T thing) {
    int first = place();
    for (int i = 0; i < SIZE; i++) {
      int at = (first + i) % SIZE;
      if (kept.get(at) == null && kept.compareAndSet(at, null, thing)) {
        return true;
      }
    }
    return false;
  }
}
