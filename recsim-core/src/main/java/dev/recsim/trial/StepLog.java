package dev.recsim.trial;

import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import java.io.UncheckedIOException;
import java.util.OptionalDouble;

/** Receives every decision of the evaluation sessions of a trial, when it runs or is replayed. */
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

    /** A slate without its probabilities. */
    static Shown of(Slate slate) {
      return new Shown(slate, OptionalDouble.empty(), UNKNOWN);
    }
  }

  /**
   * Receives what decides, before the first decision. By default it is ignored.
   *
   * @param policy the policy; confined to the calling thread, and valid until the last decision
   * @param perception converts the environment's observations for the policy
   */
  default void start(Policy policy, Perception perception) {}

  /**
   * Receives a decision. Those of a session arrive in order; those of different sessions are
   * interleaved.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  void step(Decision decision);

  /**
   * Whether the decisions of a session have details: click probabilities and the probabilities of
   * the slate. By default they have. They cost more time than the step.
   *
   * @param session number of the session
   */
  default boolean wantsDetails(int session) {
    return true;
  }

  /**
   * Ends the log after the last step.
   *
   * @throws UncheckedIOException if they cannot be written
   */
  @Override
  default void close() {}
}
