package dev.recsim.maven.fork;

/** The last line of a text that is a message, not a line of a stack trace. */
final class LastMessage {
  private String message = "";
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
      message = piece.stripTrailing();
    }
    lineStarts = piece.endsWith(System.lineSeparator());
  }

  String text() {
    return message;
  }
}
