package dev.recsim.api;

/**
 * A figure that an experiment declares beside the reward: the quotient of two sums over all
 * evaluation sessions. Immutable and shared between threads; what one session counts lives in a
 * {@link Count}.
 */
public interface Measure {

  /** {@return one sentence, with the unit; ends with a full stop} */
  String description();

  /**
   * Starts to count a session, before its first step.
   *
   * @return the counts of one session
   */
  Count open();

  /** What one session counts. Confined to its thread. */
  interface Count {

    /**
     * A step was taken. What is counted must follow from the steps alone.
     *
     * @param seen what the environment showed before it, whatever the agent makes of that
     * @param slate what was recommended
     * @param step what came of it
     */
    void add(Observation seen, Slate slate, Step step);

    /** {@return the session's share of the sum above the line, so far; finite} */
    double of();

    /**
     * {@return the session's share of the sum below the line, so far; finite} 1 makes the figure a
     * mean over sessions.
     */
    double per();
  }
}
