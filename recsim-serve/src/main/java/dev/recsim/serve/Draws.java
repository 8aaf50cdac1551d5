package dev.recsim.serve;

import dev.recsim.api.Observation;
import dev.recsim.random.RandomKey;
import dev.recsim.serve.Servings.Serving;
import dev.recsim.serve.arm.Arm;
import dev.recsim.serve.explore.Drawn;
import dev.recsim.serve.load.ServedPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks policies for slates. With a time limit they decide in threads of their own, and what comes
 * too late is thrown away. Thread-safe.
 */
final class Draws implements AutoCloseable {
  /** Threads for each processor; if all of them hang, requests get the fallback slate at once. */
  private static final int THREADS = 16;

  private static final long IDLE_SECONDS = 30;

  private final long limit;
  private final Optional<ThreadPoolExecutor> threads;

  /**
   * @param limit empty for none
   */
  Draws(Optional<Duration> limit) {
    this.limit = limit.map(Duration::toNanos).orElse(0L);
    this.threads = limit.map(it -> threads());
  }

  private static ThreadPoolExecutor threads() {
    return new ThreadPoolExecutor(
        0,
        THREADS * Runtime.getRuntime().availableProcessors(),
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        work -> {
          Thread thread = new Thread(work, "recsim-rank");
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * A slate; null if it comes too late.
   *
   * @param start nanoseconds at which the request began
   */
  Drawn draw(Serving setting, Arm arm, Observation seen, RandomKey key, long start) {
    if (threads.isEmpty()) {
      return draw(setting, arm, seen, key);
    }
    Future<Drawn> future;
    try {
      future = threads.get().submit(() -> draw(setting, arm, seen, key));
    } catch (RejectedExecutionException e) {
      return null;
    }
    try {
      return future.get(limit - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof OutOfMemoryError memory) {
        throw memory;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Drawn draw(Serving setting, Arm arm, Observation seen, RandomKey key) {
    ServedPolicy other = arm.interleave() == null ? null : setting.policies().get(arm.interleave());
    return setting.policies().get(arm.policy()).draw(arm.explore(), other, seen, key);
  }

  @Override
  public void close() {
    threads.ifPresent(ThreadPoolExecutor::shutdownNow);
  }
}
