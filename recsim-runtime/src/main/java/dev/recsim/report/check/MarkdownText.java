package dev.recsim.report.check;

import java.util.List;

/** Markdown of foreign text, and the lines of tables. */
final class MarkdownText {
  private MarkdownText() {}

  /**
   * Foreign text as a code span: nothing in it is markup, HTML, a mention, a link or a reference to
   * an issue. A bar, which would end the cell of a table even there, becomes a broken bar.
   */
  static String code(String text) {
    String line = Phrases.line(text).replace('|', '\u00a6');
    if (line.isEmpty()) {
      return "` `";
    }
    int longest = 0;
    int run = 0;
    for (int i = 0; i < line.length(); i++) {
      run = line.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(longest + 1);
    boolean touches = line.startsWith("`") || line.endsWith("`");
    return touches ? fence + " " + line + " " + fence : fence + line + fence;
  }

  static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  /**
   * The two lines above a table's rows.
   *
   * @param left how many columns are text; the others are numbers, to the right
   */
  static List<String> head(int left, String... columns) {
    StringBuilder rule = new StringBuilder("|");
    for (int i = 0; i < columns.length; i++) {
      rule.append(i < left ? " --- |" : " ---: |");
    }
    return List.of(row(columns), rule.toString());
  }

  /** A cure with its command in code. */
  static String cure(Cure cure) {
    return cure.command().isEmpty() ? cure.words() : cure.words() + ": " + code(cure.command());
  }
}
