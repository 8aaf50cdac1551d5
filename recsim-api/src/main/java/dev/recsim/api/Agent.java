package dev.recsim.api;

import java.util.Optional;

/**
 * Chooses slates for users, and may learn from their responses.
 *
 * <p>An agent owns its parameters. Its greedy policy is evaluated; the {@link Learner}, if there is
 * one, has a policy that explores. Confined to one thread.
 */
public interface Agent extends AutoCloseable {

  /** {@return the policy that is evaluated} Using it never changes the agent. */
  Policy greedy();

  /** {@return the learner; empty for agents that do not learn} */
  default Optional<Learner> learner() {
    return Optional.empty();
  }

  /**
   * {@return the conversion of the environment's observations to those that the agent's policies
   * and learner receive}
   */
  default Perception perception() {
    return Perception.NONE;
  }

  /** Frees the memory that the agent uses outside the heap. */
  @Override
  default void close() {}
}
