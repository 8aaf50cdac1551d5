package dev.recsim.api;

/**
 * A metric that an experiment adds: the quotient of two sums over all evaluation sessions.
 * Immutable and shared between threads; the counts of a session are in a {@link Count}.
 */
public interface Measure {

  /** {@return one sentence that describes the metric with its unit; ends with a full stop} */
  String description();

  /**
   * {@return the direction in which the metric improves} By default neither is better: a guard on
   * the metric must then say which change is a regression.
   */
  default Metric.Better better() {
    return Metric.Better.NONE;
  }

  /**
   * Creates the counts of a session, before its first step.
   *
   * @return new counts
   */
  Count open();

  /** The counts of one session. Confined to one thread. */
  interface Count {

    /**
     * Counts a step. The counts must be a function of the steps alone.
     *
     * @param seen the environment's observation before the step, not changed by the agent's {@link
     *     Perception}
     * @param slate the slate shown
     * @param step the result of the step
     */
    void add(Observation seen, Slate slate, Step step);

    /** {@return this session's contribution to the numerator so far; finite} */
    double of();

    /**
     * {@return this session's contribution to the denominator so far; finite} If it is always 1,
     * the metric is a mean over sessions.
     */
    double per();
  }
}
