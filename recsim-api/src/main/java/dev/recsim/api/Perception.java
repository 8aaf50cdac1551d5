package dev.recsim.api;

/**
 * What an agent makes of a session so far: turns what the environment shows into what the agent's
 * policies and its learner are given, for instance with click counts of the session added to the
 * user's features. All memory within a session goes through it, so that policies stay free of
 * state. Pure.
 */
public interface Perception {
  /** Takes the environment as it comes. */
  Perception NONE = new Perception() {};

  /**
   * {@return the space of what the agent is given, where that differs from the environment's}
   *
   * @param environment space of the environment
   */
  default Space space(Space environment) {
    return environment;
  }

  /**
   * {@return what the agent sees first}
   *
   * @param seen first observation of the session
   */
  default Observation first(Observation seen) {
    return seen;
  }

  /**
   * {@return what the agent sees after a step}
   *
   * @param before what it was given before the step, this perception's own
   * @param slate what was shown
   * @param step what the environment answered; the answer's {@link Step#next()} is the bare
   *     observation
   */
  default Observation next(Observation before, Slate slate, Step step) {
    return step.next();
  }

  /**
   * {@return the reward as the agent is told, where that differs from the environment's; scores are
   * always the environment's}
   *
   * @param before what the agent was given before the step
   * @param slate what was shown
   * @param step what the environment answered
   */
  default double reward(Observation before, Slate slate, Step step) {
    return step.reward();
  }
}
