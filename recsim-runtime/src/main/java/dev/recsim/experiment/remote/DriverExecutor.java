package dev.recsim.experiment.remote;

import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experiment.Progress;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experiment.remote.Frames.End;
import dev.recsim.experiment.remote.Frames.Order;
import dev.recsim.experiment.remote.Frames.Start;
import dev.recsim.explain.replay.Replay;
import dev.recsim.explain.replay.Replayed;
import dev.recsim.store.SessionLogs;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Runs trials on a cluster through a driver program. The driver gets all trials of an experiment at
 * once, and sends results as trials finish.
 */
public final class DriverExecutor implements TrialExecutor {
  private final List<String> command;
  private final Map<String, String> options;
  private final Optional<Duration> timeout;
  private final TrialExecutor replays;

  private WorkerProcess driver;

  /**
   * @param command starts the program, which speaks {@link Frames}
   * @param options additional options for the driver, see {@link Frames}
   * @param timeout longest time for a trial, after which it fails; empty for no limit
   * @param replays replays sessions on this machine, which has the stored trials; is closed
   */
  public DriverExecutor(
      List<String> command,
      Map<String, String> options,
      Optional<Duration> timeout,
      TrialExecutor replays) {
    this.command = List.copyOf(command);
    this.options = Map.copyOf(options);
    this.timeout = timeout;
    this.replays = replays;
  }

  @Override
  public Results start(List<PlannedTrial> trials, SessionLogs logs, Progress progress)
      throws IOException {
    if (driver == null) {
      driver = new WorkerProcess(command);
    }
    Start start = WorkerProcess.start(trials.get(0).experiment(), timeout, logs);
    Map<String, String> all = new TreeMap<>(options);
    all.putAll(start.options());
    all.put(Frames.CLASS_PATH, System.getProperty("java.class.path"));
    try {
      driver.send(new Start(start.parcel(), all));
      for (PlannedTrial trial : trials) {
        driver.send(
            new Order(trial.trial().id().agent(), trial.trial().id().seed(), trial.fingerprint()));
      }
      driver.send(new End());
    } catch (IOException e) {
      throw ended(e);
    }
    return new Collected(trials.size(), progress);
  }

  private IOException ended(IOException cause) {
    String how = driver.died(cause);
    driver = null;
    return new IOException(
        "the program that hands trials to the cluster %s; what it wrote to stderr says why. What is finished is stored, run again to go on"
            .formatted(how));
  }

  @Override
  public boolean isHere() {
    return false;
  }

  @Override
  public Replayed replay(Map<TrialId, PlannedTrial> planned, TrialStore store, Replay replay) {
    return replays.replay(planned, store, replay);
  }

  @Override
  public void close() {
    replays.close();
    endDriver();
  }

  private void endDriver() {
    if (driver != null) {
      driver.end();
      driver = null;
    }
  }

  private final class Collected implements Results {
    private final Progress progress;
    private int left;

    Collected(int trials, Progress progress) {
      left = trials;
      this.progress = progress;
    }

    @Override
    public TrialResult take() throws IOException {
      try {
        TrialResult result = driver.receive(progress);
        left--;
        return result instanceof Completed completed && completed.inputs() != null
            ? completed.with(completed.inputs().fromElsewhere())
            : result;
      } catch (IOException e) {
        throw ended(e);
      }
    }

    /** Ends the driver, which is the only way to stop the remaining trials. */
    @Override
    public void close() {
      if (left > 0) {
        endDriver();
      }
    }
  }
}
