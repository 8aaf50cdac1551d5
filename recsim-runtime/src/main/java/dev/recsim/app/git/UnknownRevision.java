package dev.recsim.app.git;

/** A revision that cannot be read; the message says why and what to do. */
public final class UnknownRevision extends Exception {
  private static final long serialVersionUID = 1;

  UnknownRevision(String message) {
    super(message);
  }
}
