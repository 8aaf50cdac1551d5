package dev.recsim.experiment;

import dev.recsim.trial.StepLog;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Failed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The threads that run trials, one trial at a time each. Every trial gives exactly one result,
 * whether it ends, throws, runs out of memory or hangs.
 *
 * <p>There is no thread that watches the clock: who waits for results does. A trial over its time
 * is given up: its thread is interrupted, its result is no longer wanted, and a new thread takes
 * the place of its own.
 */
final class Workers implements TrialExecutor.Results {
  private final Optional<Duration> timeout;
  private final Queue<Attempt> due;
  private final BlockingQueue<TrialResult> results;

  /** What each of the places is at work on; null for nothing. */
  private final AtomicReferenceArray<Attempt> running;

  /**
   * Starts to run trials.
   *
   * @param trials in the order in which they are begun
   * @param logs where they tell their steps; empty for nowhere
   * @param parallelism trials that run at the same time, 1 or more
   * @param timeout the longest that a trial may take, by the wall; empty for no limit
   */
  Workers(
      List<Trial> trials,
      Optional<StepLog.Source> logs,
      int parallelism,
      Optional<Duration> timeout) {
    this.timeout = timeout;
    // To take a trial and to hand in its result needs no memory: a trial may have used it up.
    this.due =
        new ConcurrentLinkedQueue<>(
            trials.stream().map(trial -> new Attempt(trial, logs)).toList());
    this.results = new ArrayBlockingQueue<>(trials.size());
    this.running = new AtomicReferenceArray<>(Math.min(parallelism, trials.size()));
    for (int place = 0; place < running.length(); place++) {
      startThread(place);
    }
  }

  private void startThread(int place) {
    Thread thread = new Thread(() -> work(place), "recsim-trial");
    // What is given up must not keep the JVM from ending.
    thread.setDaemon(true);
    thread.start();
  }

  private void work(int place) {
    for (Attempt attempt = due.poll(); attempt != null; attempt = due.poll()) {
      attempt.begin();
      running.set(place, attempt);
      TrialResult result = attempt.run();
      if (!attempt.settle()) {
        return;
      }
      running.set(place, null);
      results.add(result);
    }
  }

  @Override
  public TrialResult take() throws InterruptedException {
    if (timeout.isEmpty()) {
      return results.take();
    }
    long limit = timeout.get().toNanos();
    while (true) {
      long untilNext = limit;
      for (int place = 0; place < running.length(); place++) {
        Attempt attempt = running.get(place);
        long left = attempt == null ? limit : limit - attempt.elapsed();
        if (left <= 0) {
          giveUp(attempt, place);
        } else {
          untilNext = Math.min(untilNext, left);
        }
      }
      TrialResult result = results.poll(untilNext, TimeUnit.NANOSECONDS);
      if (result != null) {
        return result;
      }
    }
  }

  private void giveUp(Attempt attempt, int place) {
    Failed failed = attempt.timedOut(timeout.orElseThrow());
    if (attempt.settle()) {
      running.set(place, null);
      attempt.interrupt();
      results.add(failed);
      startThread(place);
    }
  }

  @Override
  public void close() {
    due.clear();
    for (int place = 0; place < running.length(); place++) {
      Attempt attempt = running.get(place);
      if (attempt != null) {
        attempt.interrupt();
      }
    }
  }
}
