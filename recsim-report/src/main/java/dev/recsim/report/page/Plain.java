package dev.recsim.report.page;

import java.util.Locale;

/** Makes text of other authors, such as errors, values and commit subjects, safe to show. */
public final class Plain {
  /** Largest number of characters. */
  static final int LONGEST = 400;

  private Plain() {}

  /** Returns the text with a capital first letter. */
  public static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** As {@link #visible}, cut to 400 characters. */
  public static String line(String text) {
    String line = visible(text);
    return line.length() <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, LONGEST))) + " ...";
  }

  /**
   * Returns the text on one line. Characters that are invisible, move the cursor or change the text
   * direction become blanks, at most one between two words.
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
