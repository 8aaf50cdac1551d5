package dev.recsim.fit.response;

/**
 * A session of a user who was shown one document after the other.
 *
 * @param states the document at which the user was before each step
 * @param shown the document that was shown in each step
 * @param accepted whether the user accepted it
 * @param ended whether the user left after the last step; otherwise the session was cut off
 */
public record ShownSession(int[] states, int[] shown, boolean[] accepted, boolean ended) {

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

  /** Whether the user left after a step. */
  public boolean left(int step) {
    return ended && step == states.length - 1;
  }
}
