package dev.recsim.app.project;

/**
 * Thrown if the input of an operation is invalid. The message says what is wrong and how to fix it.
 */
public class UserError extends Exception {
  private static final long serialVersionUID = 1;

  public UserError(String message) {
    super(message);
  }
}
