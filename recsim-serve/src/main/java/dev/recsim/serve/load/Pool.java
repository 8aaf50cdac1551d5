package dev.recsim.serve.load;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Lends things that only one thread may use at a time, without locks. A thread that finds none
 * makes a new one; the pool keeps a limited number.
 *
 * @param <T> type of the things
 */
public final class Pool<T> {
  private static final int SIZE = 64;

  private final AtomicReferenceArray<T> kept = new AtomicReferenceArray<>(SIZE);
  private final Supplier<T> maker;

  /**
   * Creates an empty pool.
   *
   * @param maker makes a new one
   */
  public Pool(Supplier<T> maker) {
    this.maker = maker;
  }

  /** Threads begin at different places, so that they rarely meet. */
  private static int place() {
    long id = Thread.currentThread().getId();
    return (int) (id * 0x9E3779B97F4A7C15L >>> 58);
  }

  /** {@return one that nobody else uses} */
  public T take() {
    int first = place();
    for (int i = 0; i < SIZE; i++) {
      int at = (first + i) % SIZE;
      if (kept.get(at) != null) {
        T taken = kept.getAndSet(at, null);
        if (taken != null) {
          return taken;
        }
      }
    }
    return maker.get();
  }

  /**
   * Gives one back.
   *
   * @param it was taken, and is not used any more
   */
  public void give(T it) {
    int first = place();
    for (int i = 0; i < SIZE; i++) {
      int at = (first + i) % SIZE;
      if (kept.get(at) == null && kept.compareAndSet(at, null, it)) {
        return;
      }
    }
  }
}
