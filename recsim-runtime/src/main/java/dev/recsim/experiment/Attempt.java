package dev.recsim.experiment;

import dev.recsim.trial.StepLog;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Cost;
import dev.recsim.trial.TrialResult.Failed;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

/** One run of a trial on a thread. The first caller of {@link #settle} delivers the result. */
final class Attempt {
  private final Trial trial;
  private final Optional<StepLog.Source> logs;
  private final Progress progress;
  private final AtomicBoolean settled = new AtomicBoolean();

  /** Allocated in advance, because there may be no memory when it is needed. */
  private final Failed outOfMemory;

  private Thread thread;
  private long start;

  Attempt(Trial trial, Optional<StepLog.Source> logs, Progress progress) {
    this.trial = trial;
    this.logs = logs;
    this.progress = progress;
    this.outOfMemory = Failed.unrun(trial.id(), Trial.OUT_OF_MEMORY);
  }

  /** Called by the thread that runs the trial, before the attempt is visible to other threads. */
  void begin() {
    thread = Thread.currentThread();
    start = System.nanoTime();
  }

  /** Nanoseconds since it began, independent of the system's clock. */
  long elapsed() {
    return System.nanoTime() - start;
  }

  TrialResult run() {
    try {
      progress.running(trial.id());
      return trial.run(logs, this::reached);
    } catch (OutOfMemoryError e) {
      return outOfMemory;
    } catch (Throwable e) {
      String error = "failed with an error that cannot be printed, " + e.getClass().getName();
      return new Failed(trial.id(), error, "", new Cost(elapsed(), 0, 0));
    }
  }

  /**
   * Ends the training of an attempt that was given up, which would take a processor from others.
   */
  private void reached(int epoch, int epochs, Double score) {
    if (settled.get()) {
      throw new CancellationException("the trial was given up");
    }
    progress.reached(trial.id(), epoch, epochs, score);
  }

  void interrupt() {
    thread.interrupt();
  }

  /** Returns true for the first call only; that caller delivers the result. */
  boolean settle() {
    return settled.compareAndSet(false, true);
  }

  /**
   * The result of a trial that exceeded its time limit; its trace is the current position of the
   * thread.
   */
  Failed timedOut(Duration limit) {
    StringBuilder trace = new StringBuilder("when its time was over it was\n");
    for (StackTraceElement element : thread.getStackTrace()) {
      trace.append("\tat ").append(element).append('\n');
    }
    return new Failed(
        trial.id(),
        TrialExecutor.timedOut(limit) + ", else see in its trace where it hangs",
        trace.toString(),
        new Cost(elapsed(), 0, 0));
  }
}
