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

  /**
   * {@return what the agent has used so far besides its options and the files that they name; empty
   * for agents that use nothing else} Called once, after the evaluation. The trial runs again if
   * something of it changes. An agent around another one returns what that returns.
   */
  default Optional<Inputs> inputs() {
    return Optional.empty();
  }

  /** Frees the memory that the agent uses outside the heap. */
  @Override
  default void close() {}

  /**
   * Converts the environment's observations to those that an agent's policies and learner receive.
   * For example, it can add click counts of the session to the user's features. It is the only
   * memory within a session; policies have no state. Pure.
   */
  interface Perception {
    /** Changes nothing. */
    Perception NONE = new Perception() {};

    /**
     * {@return the space of the converted observations; by default the environment's}
     *
     * @param environment space of the environment
     */
    default Space space(Space environment) {
      return environment;
    }

    /**
     * {@return the converted first observation of a session}
     *
     * @param seen the environment's first observation
     */
    default Observation first(Observation seen) {
      return seen;
    }

    /**
     * {@return the converted observation after a step}
     *
     * @param before the converted observation before the step
     * @param slate the slate shown
     * @param step the environment's step; {@link Step#next()} is the observation to convert
     */
    default Observation next(Observation before, Slate slate, Step step) {
      return step.next();
    }

    /**
     * {@return the reward that the learner receives; by default the environment's} Scores always
     * use the environment's rewards.
     *
     * @param before the converted observation before the step
     * @param slate the slate shown
     * @param step the environment's step
     */
    default double reward(Observation before, Slate slate, Step step) {
      return step.reward();
    }
  }
}
