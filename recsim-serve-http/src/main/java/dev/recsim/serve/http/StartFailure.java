package dev.recsim.serve.http;

/** A server that cannot start; the message says why, and the cure. */
public final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  StartFailure(String message) {
    super(message, null, false, false);
  }
}
