package dev.recsim.report.page;

/** Text that somebody else chose, made fit for GitHub's Markdown. */
public final class Markdown {
  private Markdown() {}

  /**
   * The text as code, on one line, in a table too: nothing in it is a link, a mention, HTML or the
   * end of a cell.
   */
  public static String code(String text) {
    String line = Plain.line(text);
    if (line.isEmpty()) {
      return "";
    }
    return line.chars().noneMatch(c -> c == '`' || c == '|' || c == '\\')
        ? "`" + line + "`"
        : "<code>" + entities(line) + "</code>";
  }

  /** Whatever could mean something to Markdown or HTML, by its number. */
  private static String entities(String line) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean plain = c >= 128 || Character.isLetterOrDigit(c) || c == ' ';
      text.append(plain ? String.valueOf(c) : "&#" + (int) c + ";");
    }
    return text.toString();
  }
}
