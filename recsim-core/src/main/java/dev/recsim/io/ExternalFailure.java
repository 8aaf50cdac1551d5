package dev.recsim.io;

/** A program that an agent needs has failed. The message becomes the error of the trial. */
public final class ExternalFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param message which program, what it did, and what to do
   */
  public ExternalFailure(String message) {
    super(message);
  }
}
