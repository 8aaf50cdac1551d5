package dev.recsim.experiment.remote;

import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experiment.Progress;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experiment.remote.Frames.Start;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.explain.replay.Replay;
import dev.recsim.explain.replay.Replayed;
import dev.recsim.store.SessionLogs;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.TrialId;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Runs trials in separate processes, so that a crash or lack of memory in one does not affect
 * others. A process runs one trial after another, and is replaced after a failed trial.
 */
public final class ProcessExecutor implements TrialExecutor {
  /** Longest time for a process to prepare an experiment. */
  private static final Duration START_LIMIT = Duration.ofMinutes(10);

  /**
   * Time after the limit of a trial after which its process is killed. Normally the process stops
   * the trial itself and reports where it hangs.
   */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final List<String> command;
  private final int parallelism;
  private final Optional<Duration> timeout;
  private final Duration startLimit;
  private final Duration grace;

  /** Processes without a trial. */
  private final Queue<WorkerProcess> idle = new ConcurrentLinkedQueue<>();

  /**
   * @param command starts a process with a {@link Worker}
   * @param parallelism processes, 1 or more
   * @param timeout longest time for a trial, after which it fails; empty for no limit
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
  public Results start(List<PlannedTrial> trials, SessionLogs logs, Progress progress)
      throws IOException {
    return new ProcessPool(
        this, WorkerProcess.start(trials.get(0).experiment(), timeout, logs), trials, progress);
  }

  @Override
  public boolean isHere() {
    return false;
  }

  /** Replays in a process. If that ends or hangs, nothing is replayed. */
  @Override
  public Replayed replay(Map<TrialId, PlannedTrial> planned, TrialStore store, Replay replay) {
    WorkerProcess process = null;
    try {
      process = take();
      prepare(
          process,
          WorkerProcess.start(experiment(planned), timeout, new SessionLogs(Path.of(""), 0)));
      WorkerProcess used = process;
      Replayed replayed = process.within(limit(), () -> used.replay(store, replay));
      giveBack(process);
      return replayed;
    } catch (SocketTimeoutException e) {
      process.close();
      return replay.failed(timedOut());
    } catch (IOException e) {
      String how = process == null ? "cannot be started: " + e.getMessage() : process.died(e);
      return replay.failed("the process that replays it " + how);
    }
  }

  private static ExperimentSpec experiment(Map<TrialId, PlannedTrial> planned) {
    return planned.values().iterator().next().experiment();
  }

  /**
   * Lets a process read an experiment.
   *
   * @throws ProtocolException if it takes too long
   */
  void prepare(WorkerProcess process, Start start) throws IOException {
    try {
      process.within(
          startLimit,
          () -> {
            process.prepare(start);
            return null;
          });
    } catch (SocketTimeoutException e) {
      throw new ProtocolException(
          "was not ready to run trials after " + startLimit.toSeconds() + " s");
    }
  }

  int parallelism() {
    return parallelism;
  }

  /** The time after which a process that has not replied is killed. */
  Optional<Duration> limit() {
    return timeout.map(grace::plus);
  }

  /** The error of a trial whose process was killed for this reason. */
  String timedOut() {
    return TrialExecutor.timedOut(timeout.orElseThrow())
        + ", else see on stderr what its process did: it had to be killed";
  }

  /**
   * Returns an idle process, or starts one.
   *
   * @throws IOException if it cannot be started
   */
  WorkerProcess take() throws IOException {
    WorkerProcess process = idle.poll();
    while (process != null && process.isNoisy()) {
      process.close();
      process = idle.poll();
    }
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
