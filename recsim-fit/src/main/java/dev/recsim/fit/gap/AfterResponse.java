package dev.recsim.fit.gap;

/**
 * What happens after a response to a shown document. A finite environment that has it splits a gap
 * into responses and what follows them.
 */
public interface AfterResponse {

  /**
   * Expected value after a step.
   *
   * @param accepted whether the reward was above 0
   * @param values by state; 0 if the session ends
   */
  double after(int state, int action, boolean accepted, double[] values);
}
