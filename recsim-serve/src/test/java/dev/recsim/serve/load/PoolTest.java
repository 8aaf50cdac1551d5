package dev.recsim.serve.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolTest {

  /** Something that only one thread may use. */
  private static final class Thing {
    private final AtomicBoolean used = new AtomicBoolean();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, Integer.MAX_VALUE})
  void nobodyElseUsesWhatWasTaken(int most) throws InterruptedException {
    AtomicInteger made = new AtomicInteger();
    AtomicInteger shared = new AtomicInteger();
    Pool<Thing> pool =
        new Pool<>(
            () -> {
              made.incrementAndGet();
              return new Thing();
            },
            most);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 50_000; i++) {
                  pool.use(
                      thing -> {
                        if (!thing.used.compareAndSet(false, true)) {
                          shared.incrementAndGet();
                        }
                        Thread.onSpinWait();
                        thing.used.set(false);
                        return thing;
                      });
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(shared.get()).isZero();
    assertThat(made.get()).as("they are used again").isLessThanOrEqualTo(Math.min(most, 200));
  }

  @Test
  void whatFailedIsNotUsedAgain() {
    AtomicInteger made = new AtomicInteger();
    Pool<Integer> pool = new Pool<>(made::incrementAndGet, 1);
    assertThat(pool.<Integer>use(it -> it)).isEqualTo(1);
    assertThat(pool.<Integer>use(it -> it)).isEqualTo(1);
    assertThatThrownBy(
            () ->
                pool.use(
                    it -> {
                      throw new IllegalStateException("fails");
                    }))
        .hasMessage("fails");
    assertThat(pool.<Integer>use(it -> it)).isEqualTo(2);
  }
}
