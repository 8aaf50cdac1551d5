package dev.recsim.fit.response;

import dev.recsim.logs.Log;

/**
 * A session of a user who was shown one document after the other.
 *
 * @param states the document at which the user was before each step
 * @param shown the document that was shown in each step
 * @param accepted whether the user accepted it
 * @param ended whether the user left after the last step; otherwise the session was cut off
 * @param user who it was, see {@link dev.recsim.logs.LoggedSession#userId}
 */
public record ShownSession(
    int[] states, int[] shown, boolean[] accepted, boolean ended, long user) {

  /** A session of a user who is not known. */
  public ShownSession(int[] states, int[] shown, boolean[] accepted, boolean ended) {
    this(states, shown, accepted, ended, Log.NOBODY);
  }

  /**
   * @throws IllegalArgumentException if there is no step, or the lengths differ
   */
  public ShownSession {
    if (states.length == 0 || states.length != shown.length || states.length != accepted.length) {
      throw new IllegalArgumentException(
          "%s states, %s shown documents, %s responses"
              .formatted(states.length, shown.length, accepted.length));
    }
  }

  /** Number of steps. */
  public int length() {
    return states.length;
  }

  /** Whether it is known who the user was. */
  public boolean isKnown() {
    return user != Log.NOBODY;
  }

  /** Whether the user left after a step. */
  public boolean left(int step) {
    return ended && step == states.length - 1;
  }
}
