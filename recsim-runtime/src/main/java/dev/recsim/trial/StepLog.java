package dev.recsim.trial;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import java.io.UncheckedIOException;
import java.util.OptionalDouble;

/** Receives every step of the evaluation sessions of a trial. */
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
   * A slate with the probabilities that the policy gave it.
   *
   * @param slate the slate
   * @param propensity probability of the slate; empty if unknown
   * @param propensities probability of the document at each position, given those above it; empty
   *     if unknown
   */
  record Shown(Slate slate, OptionalDouble propensity, double[] propensities) {
    private static final double[] UNKNOWN = {};

    /**
     * @param seen the policy's observation
     */
    static Shown of(Policy policy, Observation seen, Slate slate) {
      double[] propensities = new double[slate.size()];
      for (int p = 0; p < slate.size(); p++) {
        OptionalDouble propensity = policy.probability(seen, slate, p);
        if (propensity.isEmpty()) {
          return new Shown(slate, policy.probability(seen, slate), UNKNOWN);
        }
        propensities[p] = propensity.getAsDouble();
      }
      return new Shown(slate, policy.probability(seen, slate), propensities);
    }
  }

  /**
   * Logs a step. The steps of a session arrive in order; the steps of different sessions are
   * interleaved.
   *
   * @param session index of the session, from 0
   * @param index of the step in its session, from 0
   * @param seen the environment's observation before the step
   * @param shown the slate shown
   * @param clickProbabilities click probability of each position, followed by that of no click;
   *     empty if the environment does not provide them
   * @param step the result of the step
   * @throws UncheckedIOException if it cannot be written
   */
  void step(
      int session,
      int index,
      Observation seen,
      Shown shown,
      double[] clickProbabilities,
      Step step);

  /**
   * Ends the log after the last step.
   *
   * @throws UncheckedIOException if they cannot be written
   */
  @Override
  void close();
}
