package dev.recsim.logs;

/** A row that is excluded. */
final class Faulty extends RuntimeException {
  /** What is wrong with a header that has other characters. */
  static final String HEADER = "the header is not UTF-8 text; save the file as UTF-8";

  /** What is wrong with a file of old Macs. */
  static final String LINE_ENDS =
      "a carriage return is not a line end; save the file with \\n at line ends";

  private static final int SHOWN = 1_000;

  private static final long serialVersionUID = 1;

  final transient Exclusion reason;

  /** Column of the fault in the line, 1-based. */
  final int column;

  /** Whether the other rows of its session are excluded too. */
  final boolean session;

  Faulty(Exclusion reason, int column, boolean session, String message) {
    super(message, null, false, false);
    this.reason = reason;
    this.column = column;
    this.session = session;
  }

  /** A fault that makes the session useless. */
  static Faulty of(Exclusion reason, int column, String message) {
    return new Faulty(reason, column, true, message);
  }

  /** The start of a text on one line. A header without line ends of its kind is a whole file. */
  static String start(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
