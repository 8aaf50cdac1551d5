package dev.recsim.api;

/**
 * Converts the environment's observations to those that an agent's policies and learner receive.
 * For example, it can add click counts of the session to the user's features. It is the only memory
 * within a session; policies have no state. Pure.
 */
public interface Perception {
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
   * {@return the reward that the learner receives; by default the environment's} Scores always use
   * the environment's rewards.
   *
   * @param before the converted observation before the step
   * @param slate the slate shown
   * @param step the environment's step
   */
  default double reward(Observation before, Slate slate, Step step) {
    return step.reward();
  }
}
