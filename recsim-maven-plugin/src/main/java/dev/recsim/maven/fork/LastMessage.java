package dev.recsim.maven.fork;

/**
 * The last line of a text that is a message, not a line of a stack trace. The exception at the end
 * of a traceback of Python counts only where there is no other message.
 */
final class LastMessage {
  private static final String TRACEBACK = "Traceback (most recent call last):";

  private String message = "";
  private String exception = "";
  private boolean traceback;
  private boolean lineStarts = true;

  /**
   * Adds a piece of the text.
   *
   * @param piece a line, or a piece of a long line; only its first piece counts
   */
  void add(String piece) {
    boolean isMessage =
        !piece.isBlank()
            && !Character.isWhitespace(piece.charAt(0))
            && !piece.startsWith("Caused by: ");
    if (lineStarts && isMessage) {
      boolean begins = piece.startsWith(TRACEBACK);
      if (traceback && !begins) {
        exception = piece.stripTrailing();
      } else if (!begins) {
        message = piece.stripTrailing();
      }
      traceback = begins;
    }
    lineStarts = piece.endsWith(System.lineSeparator());
  }

  String text() {
    return message.isEmpty() ? exception : message;
  }
}
