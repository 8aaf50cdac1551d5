package dev.recsim.experiment;

import dev.recsim.io.Daemon;
import dev.recsim.io.Kept;
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
 * The threads that run trials, one trial at a time each. Every trial has exactly one result,
 * whether it ends, throws, runs out of memory or hangs.
 *
 * <p>The thread that waits for results also checks time limits. If a trial exceeds its limit, its
 * thread is interrupted, its result is ignored, and a new thread replaces it.
 */
final class Workers implements TrialExecutor.Results {
  private final Optional<Duration> timeout;
  private final Queue<Attempt> due;
  private final BlockingQueue<TrialResult> results;

  private final boolean keeps;

  /** The current attempt at each place, or null. */
  private final AtomicReferenceArray<Attempt> running;

  /**
   * Starts the threads.
   *
   * @param trials in the order in which they start
   * @param logs logs of the evaluation sessions; empty for none
   * @param parallelism number of trials that run at the same time, 1 or more
   * @param timeout longest wall time for a trial; empty for no limit
   * @param keeps see {@link LocalExecutor}
   * @param progress hears of running trials
   */
  Workers(
      List<Trial> trials,
      Optional<StepLog.Source> logs,
      int parallelism,
      Optional<Duration> timeout,
      boolean keeps,
      Progress progress) {
    this.timeout = timeout;
    this.keeps = keeps;
    // Taking a trial and delivering a result allocates nothing, because a trial may have used all
    // memory.
    this.due =
        new ConcurrentLinkedQueue<>(
            trials.stream().map(trial -> new Attempt(trial, logs, progress)).toList());
    this.results = new ArrayBlockingQueue<>(trials.size());
    this.running = new AtomicReferenceArray<>(Math.min(parallelism, trials.size()));
    for (int place = 0; place < running.length(); place++) {
      startThread(place);
    }
  }

  private void startThread(int place) {
    // A daemon, so that abandoned trials do not keep the JVM running.
    Daemon.start(() -> work(place), "recsim-trial");
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
    if (!keeps) {
      Kept.closeAll();
    }
  }
}
