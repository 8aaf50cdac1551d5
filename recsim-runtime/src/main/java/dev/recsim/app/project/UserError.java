package dev.recsim.app.project;

/** An operation refuses its input. The message says what is wrong and how to fix it. */
public class UserError extends Exception {
  private static final long serialVersionUID = 1;

  public UserError(String message) {
    super(message);
  }
}
