package dev.recsim.report.page;

import java.util.Locale;

/** Text that somebody else chose - errors, values, subjects of commits - made fit to be shown. */
public final class Plain {
  /** Characters that are kept. */
  static final int LONGEST = 400;

  private Plain() {}

  /** The text with a capital first letter. */
  public static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** As {@link #visible}, and no more than 400 characters of it. */
  public static String line(String text) {
    String line = visible(text);
    return line.length() <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, LONGEST))) + " ...";
  }

  /**
   * The text on one line: what is not to be seen, moves the cursor or turns the direction of
   * reading becomes a blank, at most one between two words.
   */
  public static String visible(String text) {
    StringBuilder line = new StringBuilder();
    boolean blank = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (visible(c)) {
        line.append(blank && !line.isEmpty() ? " " : "").appendCodePoint(c);
      }
      blank = !visible(c);
    }
    return line.toString();
  }

  private static boolean visible(int c) {
    boolean character = (c & 0xFFFE) != 0xFFFE;
    return character
        && switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SPACE_SEPARATOR ->
              false;
          default -> true;
        };
  }
}
