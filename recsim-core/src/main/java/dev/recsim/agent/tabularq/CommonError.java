package dev.recsim.agent.tabularq;

/**
 * How much too low the values of all pairs are together, by the errors of some steps. If all lack
 * c, the mean error is
 *
 * <pre>{@code
 * r + gamma (1 - e) (V - c) - (V - c) = c (1 - gamma (1 - e))
 * }</pre>
 *
 * <p>where e is the share of steps that end a session. With a long horizon this is a small part of
 * c, so values that only move by their own errors need very many steps, and those that move most
 * stay the largest. The correction of all values by one number is the simplest case of the adaptive
 * aggregation of Bertsekas and Castañon (IEEE Transactions on Automatic Control 34, 1989).
 */
final class CommonError {
  /** Largest number of times by which a mean error is multiplied. */
  private static final double LONGEST = 200;

  private double errors;
  private long steps;
  private long endings;

  /**
   * Counts a step.
   *
   * @param error the target of the step minus the value before it
   * @param ended whether the session ended
   */
  void add(double error, boolean ended) {
    errors += error;
    steps++;
    endings += ended ? 1 : 0;
  }

  /**
   * Returns what all values lack by the steps since the last call; 0 if there were none.
   *
   * @param discount of a step
   */
  double take(double discount) {
    if (steps == 0) {
      return 0;
    }
    double continues = 1 - (double) endings / steps;
    double lack = errors / steps / Math.max(1 - discount * continues, 1 / LONGEST);
    errors = 0;
    steps = 0;
    endings = 0;
    return lack;
  }
}
