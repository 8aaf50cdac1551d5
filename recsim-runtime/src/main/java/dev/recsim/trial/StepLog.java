package dev.recsim.trial;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import java.io.UncheckedIOException;

/** Is told every step of the sessions by which a trial is evaluated, as they are played. */
public interface StepLog extends AutoCloseable {

  /** Opens the logs of trials; shared between threads. */
  @FunctionalInterface
  interface Source {
    /**
     * @throws UncheckedIOException if it cannot be written
     */
    StepLog open(TrialId trial, Space space);
  }

  /**
   * A step was taken. Steps of a session come in order; sessions are played several at a time.
   *
   * @param session index of the session, from 0
   * @param index of the step in its session, from 0
   * @param seen what the environment showed before it, whatever the agent made of that
   * @param slate what the agent showed
   * @param clickProbabilities how likely which position was to be clicked, and behind them none;
   *     empty where the environment does not tell
   * @param step what came of it
   * @throws UncheckedIOException if it cannot be written
   */
  void step(
      int session,
      int index,
      Observation seen,
      Slate slate,
      double[] clickProbabilities,
      Step step);

  /**
   * All steps were told.
   *
   * @throws UncheckedIOException if they cannot be written
   */
  @Override
  void close();
}
