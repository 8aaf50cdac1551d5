package dev.recsim.command;

/** Words that the command-line jar cannot follow; the message says what to write instead. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  Refused(String message) {
    super(message);
  }
}
