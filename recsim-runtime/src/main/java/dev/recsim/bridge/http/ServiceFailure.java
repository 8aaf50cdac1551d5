package dev.recsim.bridge.http;

/** Thrown if a service gives no answer, or one that cannot be used; it fails the trial. */
final class ServiceFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  ServiceFailure(String message) {
    super(message);
  }

  /** The message alone: it is the error of the trial. */
  @Override
  public String toString() {
    return getMessage();
  }
}
