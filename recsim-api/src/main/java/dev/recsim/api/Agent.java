package dev.recsim.api;

import java.util.Optional;

/**
 * A recommender under comparison. Owns its parameters; acting greedily and acting while learning
 * are two policies of it. Confined to one thread.
 */
public interface Agent extends AutoCloseable {

  /** {@return the policy that is evaluated} Acting through it never changes the agent. */
  Policy greedy();

  /** {@return the side that learns; empty for agents that have nothing to learn} */
  default Optional<Learner> learner() {
    return Optional.empty();
  }

  /**
   * {@return what the agent's policies and its learner are given in place of the environment's
   * observations}
   */
  default Perception perception() {
    return Perception.NONE;
  }

  /** Frees what the agent holds outside the heap. */
  @Override
  default void close() {}
}
