package dev.recsim.api;

/** How a session goes on after a step. */
public enum Status {
  /** The user stays; another recommendation is due. */
  CONTINUES,
  /** The user left: nothing of value follows, a learner must not bootstrap. */
  ENDED,
  /**
   * The observer stopped looking (a time limit); value would have followed, a learner bootstraps.
   */
  CUT_OFF
}
