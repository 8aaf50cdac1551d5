package dev.recsim.experiment.remote;

import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.store.SessionLogs;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Runs trials in processes of their own, each with its memory: what one breaks, the others do not
 * notice. A process runs one trial after the other, and is replaced when one fails in it.
 */
public final class ProcessExecutor implements TrialExecutor {
  /** How long a process may take until it is ready to run trials of an experiment. */
  private static final Duration START_LIMIT = Duration.ofMinutes(10);

  /** A process ends an overdue trial itself and says where it hangs. It is killed after this. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final List<String> command;
  private final int parallelism;
  private final Optional<Duration> timeout;
  private final Duration startLimit;
  private final Duration grace;

  /** At work on nothing. */
  private final Queue<WorkerProcess> idle = new ConcurrentLinkedQueue<>();

  /**
   * @param command starts a process with a {@link Worker}
   * @param parallelism processes, 1 or more
   * @param timeout the longest that a trial may take before it is given up as failed; empty for no
   *     limit
   */
  public ProcessExecutor(List<String> command, int parallelism, Optional<Duration> timeout) {
    this(command, parallelism, timeout, START_LIMIT, GRACE);
  }

  ProcessExecutor(
      List<String> command,
      int parallelism,
      Optional<Duration> timeout,
      Duration startLimit,
      Duration grace) {
    this.command = List.copyOf(command);
    this.parallelism = parallelism;
    this.timeout = timeout;
    this.startLimit = startLimit;
    this.grace = grace;
  }

  @Override
  public Results start(List<PlannedTrial> trials, SessionLogs logs) throws IOException {
    return new ProcessPool(
        this, WorkerProcess.start(trials.get(0).experiment(), timeout, logs), trials);
  }

  int parallelism() {
    return parallelism;
  }

  Duration startLimit() {
    return startLimit;
  }

  /** After this a process that has not answered is killed. */
  Optional<Duration> limit() {
    return timeout.map(grace::plus);
  }

  /** What a trial failed of whose process was killed for that. */
  String timedOut() {
    return TrialExecutor.timedOut(timeout.orElseThrow())
        + ", else see on stderr what its process did: it had to be killed";
  }

  /**
   * A process to work with, one that is there already if it can be.
   *
   * @throws IOException if it cannot be started
   */
  WorkerProcess take() throws IOException {
    WorkerProcess process = idle.poll();
    return process == null ? new WorkerProcess(command) : process;
  }

  void giveBack(WorkerProcess process) {
    idle.add(process);
  }

  @Override
  public void close() {
    for (WorkerProcess process = idle.poll(); process != null; process = idle.poll()) {
      process.close();
    }
  }
}
