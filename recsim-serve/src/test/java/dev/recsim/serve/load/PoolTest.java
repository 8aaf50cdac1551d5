package dev.recsim.serve.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PoolTest {

  /** Something that only one thread may use. */
  private static final class Thing {
    private final AtomicBoolean used = new AtomicBoolean();
  }

  @Test
  void nobodyElseUsesWhatWasTaken() throws InterruptedException {
    AtomicInteger made = new AtomicInteger();
    AtomicInteger shared = new AtomicInteger();
    Pool<Thing> pool =
        new Pool<>(
            () -> {
              made.incrementAndGet();
              return new Thing();
            });
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 50_000; i++) {
                  Thing thing = pool.take();
                  if (!thing.used.compareAndSet(false, true)) {
                    shared.incrementAndGet();
                  }
                  Thread.onSpinWait();
                  thing.used.set(false);
                  pool.give(thing);
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(shared.get()).isZero();
    assertThat(made.get()).as("they are used again").isLessThan(200);
  }

  @Test
  void keepsALimitedNumber() {
    Set<Integer> made = ConcurrentHashMap.newKeySet();
    AtomicInteger next = new AtomicInteger();
    Pool<Integer> pool =
        new Pool<>(
            () -> {
              made.add(next.get());
              return next.getAndIncrement();
            });
    List<Integer> taken = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      taken.add(pool.take());
    }
    taken.forEach(pool::give);
    for (int i = 0; i < 100; i++) {
      pool.take();
    }
    assertThat(made).hasSize(100 + 100 - 64);
  }
}
