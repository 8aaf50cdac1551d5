package dev.recsim.experiment;

import dev.recsim.explain.replay.Replay;
import dev.recsim.explain.replay.Replayed;
import dev.recsim.store.SessionLogs;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Runs and replays trials: on threads of this JVM, in other processes, or on other machines. The
 * results are the same. Close it to free the resources that it keeps between experiments.
 */
public interface TrialExecutor extends AutoCloseable {

  /**
   * Starts trials of an experiment. All results of the previous experiment must have been taken or
   * closed.
   *
   * @param trials at least one, all of one experiment, in the order in which they should start
   * @param logs logs of the evaluation sessions
   * @param progress hears of running trials, as far as the executor does
   * @throws IOException if the trials cannot be started
   */
  Results start(List<PlannedTrial> trials, SessionLogs logs, Progress progress) throws IOException;

  /** As the other one; nobody follows the trials. */
  default Results start(List<PlannedTrial> trials, SessionLogs logs) throws IOException {
    return start(trials, logs, Progress.NONE);
  }

  /** Whether trials run in this JVM. If not, sessions should not be played in it either. */
  default boolean isHere() {
    return true;
  }

  /**
   * Replays sessions of stored trials where trials run; in this JVM by default. No trial may be
   * running.
   *
   * @param planned the trials; all of one experiment
   * @param store has the trials
   * @return what was replayed; the reasons if it failed
   */
  default Replayed replay(Map<TrialId, PlannedTrial> planned, TrialStore store, Replay replay) {
    return new StoredTrials(planned::get, store).replay(replay);
  }

  @Override
  default void close() {}

  /** The start of the message of a trial that exceeded its time limit. */
  static String timedOut(Duration limit) {
    String text =
        limit.toSeconds() % 3600 == 0
            ? limit.toHours() + " h"
            : limit.toSeconds() % 60 == 0 ? limit.toMinutes() + " min" : limit.toSeconds() + " s";
    return "timed out after " + text + "; raise recsim.trialTimeout if it needs longer";
  }

  /** Results in order of arrival, exactly one for each trial. */
  interface Results extends AutoCloseable {

    /**
     * Waits for the next result; call it once for each trial.
     *
     * @throws IOException if no more results can arrive
     */
    TrialResult take() throws IOException, InterruptedException;

    /** Stops without waiting for running trials. */
    @Override
    void close();
  }
}
