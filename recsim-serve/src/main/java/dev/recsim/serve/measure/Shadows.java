package dev.recsim.serve.measure;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.io.Daemon;
import dev.recsim.random.RandomKey;
import dev.recsim.serve.load.ServedPolicy;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets policies rank requests that others have answered, in a thread of its own. Requests wait in a
 * queue; if it is full, they are left out. Thread-safe, without locks.
 */
public final class Shadows implements AutoCloseable {
  private static final int MOST_WAITING = 1_000;
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

  private final Map<String, Agreement> agreements = new TreeMap<>();
  private final Queue<Asked> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean closed;

  private record Asked(ServedPolicy policy, Observation seen, Slate shown, RandomKey key) {}

  /**
   * Starts the thread, if there are policies.
   *
   * @param names of the policies
   */
  public Shadows(List<String> names) {
    names.forEach(it -> agreements.put(it, new Agreement()));
    if (!names.isEmpty()) {
      Daemon.start(this::work, "recsim-shadow");
    }
  }

  /** {@return what was counted, by policy} */
  public Map<String, Agreement> agreements() {
    return agreements;
  }

  /**
   * Asks the policies what they would have shown. Returns at once.
   *
   * @param policies all that are served
   * @param seen must not change
   * @param shown the slate that was shown
   * @param key of the decision
   */
  public void ask(
      Map<String, ServedPolicy> policies, Observation seen, Slate shown, RandomKey key) {
    for (Map.Entry<String, Agreement> it : agreements.entrySet()) {
      if (waiting.incrementAndGet() > MOST_WAITING) {
        waiting.decrementAndGet();
        it.getValue().dropped.increment();
      } else {
        queue.add(new Asked(policies.get(it.getKey()), seen, shown, key));
      }
    }
  }

  private void work() {
    while (!closed) {
      Asked next = queue.poll();
      if (next == null) {
        LockSupport.parkNanos(PAUSE);
      } else {
        waiting.decrementAndGet();
        compare(next);
      }
    }
  }

  private void compare(Asked asked) {
    Agreement agreement = agreements.get(asked.policy.name());
    long start = System.nanoTime();
    try {
      Slate slate = asked.policy.draw(null, null, asked.seen, asked.key).slate();
      agreement.add(asked.shown, slate, System.nanoTime() - start);
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      agreement.failed.increment();
    }
  }

  /** Stops the thread; what waits is left out. */
  @Override
  public void close() {
    closed = true;
  }
}
