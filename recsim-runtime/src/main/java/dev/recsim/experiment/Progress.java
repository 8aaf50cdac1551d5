package dev.recsim.experiment;

import dev.recsim.store.Stored;
import dev.recsim.trial.TrialResult;

/** Follows the trials of an experiment; called from one thread. Does nothing by default. */
public interface Progress {

  /**
   * Before the first trial runs: what is stored of a trial cannot be relied on, and the trial is
   * run again.
   */
  default void damaged(Stored.Damaged stored) {}

  /**
   * Before the first trial runs: so many stored trials lack the session log that is asked for, and
   * are run again for it.
   */
  default void withoutLog(int trials) {}

  /**
   * Before the first trial runs.
   *
   * @param reused trials found finished in the store
   * @param due trials that are going to run
   */
  default void started(int reused, int due) {}

  /**
   * A trial has run and is stored.
   *
   * @param done how many of those due are finished now
   */
  default void finished(TrialResult result, int done) {}
}
