package dev.recsim.experiment;

import dev.recsim.store.Stored;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * Follows the trials of an experiment. Called from one thread, except {@link #running} and {@link
 * #reached}. Does nothing by default.
 */
public interface Progress {
  /** Follows nothing. */
  Progress NONE = new Progress() {};

  /** Called before the first trial runs, for each damaged stored trial; it runs again. */
  default void damaged(Stored.Damaged stored) {}

  /**
   * Called before the first trial runs, with what has changed since trials were stored that run
   * again, in words.
   */
  default void changed(SortedSet<String> changes) {}

  /**
   * Called before the first trial runs, with the number of stored trials that run again because
   * they have no session log.
   */
  default void withoutLog(int trials) {}

  /**
   * Called if sessions are logged: before the first trial, or after it if trials run elsewhere and
   * others follow.
   *
   * @param bytes about the size of the log of a trial; 0 if it is unknown
   * @param trials number of trials that run
   */
  default void logged(long bytes, int trials) {}

  /**
   * Called before the first trial runs, with the agents whose stored trials run again because their
   * results may not be used again.
   */
  default void notReusable(SortedSet<String> agents) {}

  /**
   * Called before the first trial runs.
   *
   * @param due the trials to run
   * @param past wall time of a stored trial, whatever it was of, in nanoseconds by agent; without
   *     agents that have none
   */
  default void planned(List<TrialId> due, Map<String, Long> past) {}

  /**
   * Called after that.
   *
   * @param reused number of finished trials in the store
   * @param due number of trials to run
   */
  default void started(int reused, int due) {}

  /** Called when a trial begins, from any thread; not by executors that do not know when. */
  default void running(TrialId id) {}

  /**
   * Called after a checkpoint of a running trial, from any thread; not by executors that do not
   * hear of it.
   *
   * @param epoch 1 for the first
   * @param epochs the most that there can be; training may end before
   * @param score of the checkpoint; null if it has none
   */
  default void reached(TrialId id, int epoch, int epochs, Double score) {}

  /**
   * Called after a trial has run and is stored.
   *
   * @param done number of finished trials of those to run
   */
  default void finished(TrialResult result, int done) {}

  /** Called after the last trial, or when no more trials can run. */
  default void ended() {}
}
