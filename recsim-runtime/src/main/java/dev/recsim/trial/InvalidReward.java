package dev.recsim.trial;

/** A world gave a reward that is no finite number, so that nothing can be said of the agent. */
final class InvalidReward extends RuntimeException {
  private static final long serialVersionUID = 1;

  private InvalidReward(String message) {
    super(message);
  }

  /**
   * Checks a step.
   *
   * @param reward of the step
   * @param sum of the session's rewards, this one included
   * @param played in what the session was played
   * @param session counted from 0
   * @param step counted from 0
   */
  static void check(double reward, double sum, String played, int session, int step) {
    if (!Double.isFinite(sum)) {
      String wrong =
          Double.isFinite(reward)
              ? "the rewards add up to " + sum
              : "the world gave the reward " + reward;
      throw new InvalidReward(
          "%s in session %d of the %s, at step %d (both counted from 0); rewards and their sums must be finite numbers, so mend the world"
              .formatted(wrong, session, played, step));
    }
  }
}
