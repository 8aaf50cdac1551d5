package dev.recsim.api;

/**
 * The result of showing a slate. Immutable, unless it is {@linkplain Recycling lent}; an
 * environment may return the same instance several times.
 *
 * @param response the user's response
 * @param reward the reward
 * @param next the observation after the step; also valid if the session was cut off, meaningless if
 *     it ended
 * @param status whether the session continues
 */
public record Step(Response response, double reward, Observation next, Status status) {

  /** The status of a session after a step. */
  public enum Status {
    /** The user stays and needs another slate. */
    CONTINUES,
    /** The user left. No rewards follow, so a learner must not bootstrap. */
    ENDED,
    /**
     * The session reached its maximum length. Rewards would have followed, so a learner bootstraps.
     */
    CUT_OFF
  }

  /** {@return whether the user stays and needs another slate} */
  public boolean continues() {
    return status == Status.CONTINUES;
  }

  /** {@return whether the user left, so that no rewards follow} */
  public boolean ended() {
    return status == Status.ENDED;
  }
}
