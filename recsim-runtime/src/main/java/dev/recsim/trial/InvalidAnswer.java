package dev.recsim.trial;

/** An environment, a metric or a policy answered what it must not, so the trial has failed. */
final class InvalidAnswer extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param message the whole message of the failed trial
   * @param cause null if nothing was thrown
   */
  InvalidAnswer(String message, Throwable cause) {
    super(message, cause);
  }
}
