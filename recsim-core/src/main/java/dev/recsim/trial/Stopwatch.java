package dev.recsim.trial;

import dev.recsim.trial.TrialResult.Cost;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Measures the cost of a trial, on the thread that runs it. */
final class Stopwatch {
  private final long start = System.nanoTime();
  private final long startCpu = cpu();
  private long trained = start;

  /** Marks the end of the training. */
  void trained() {
    trained = System.nanoTime();
  }

  /**
   * @param learningNanos see {@link Cost}
   */
  Cost cost(List<Long> learningNanos) {
    return new Cost(trained - start, System.nanoTime() - trained, cpu() - startCpu, learningNanos);
  }

  /** CPU time of the calling thread, in nanoseconds. */
  static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
