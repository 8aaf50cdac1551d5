package dev.recsim.experiment;

import dev.recsim.store.SessionLogs;
import dev.recsim.trial.TrialResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Where trials run: on threads of this JVM, in other processes, on other machines. A trial's result
 * is the same everywhere. Whatever an executor holds between experiments is freed by closing it.
 */
public interface TrialExecutor extends AutoCloseable {

  /**
   * Begins trials of an experiment; those of the one before have all been taken, or were closed.
   *
   * @param trials at least one, all of one experiment, in the order in which they should begin
   * @param logs where trials tell their steps, if they do
   * @throws IOException if the trials cannot be begun
   */
  Results start(List<PlannedTrial> trials, SessionLogs logs) throws IOException;

  @Override
  default void close() {}

  /** The beginning of the message of a trial that was over its time. */
  static String timedOut(Duration limit) {
    String text =
        limit.toSeconds() % 3600 == 0
            ? limit.toHours() + " h"
            : limit.toSeconds() % 60 == 0 ? limit.toMinutes() + " min" : limit.toSeconds() + " s";
    return "timed out after " + text + "; raise recsim.trialTimeout if it needs longer";
  }

  /** Results in the order in which they come, exactly one a trial. */
  interface Results extends AutoCloseable {

    /**
     * Waits for the next result; to be called once a trial.
     *
     * @throws IOException if no more results can come
     */
    TrialResult take() throws IOException, InterruptedException;

    /** Stops without waiting for what still runs. */
    @Override
    void close();
  }
}
