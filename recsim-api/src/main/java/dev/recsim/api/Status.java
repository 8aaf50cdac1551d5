package dev.recsim.api;

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
