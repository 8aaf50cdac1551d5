package dev.recsim.report.page;

import java.nio.charset.StandardCharsets;

/** Text that somebody else chose, made fit for GitHub's Markdown. */
public final class Markdown {
  private Markdown() {}

  /**
   * Foreign text as a code span: nothing in it is markup, HTML, a mention, a link or a reference to
   * an issue. A bar, which would end the cell of a table even there, becomes a broken bar.
   */
  public static String code(String text) {
    String line = Plain.line(text).replace('|', '\u00a6');
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

  /** The size of a text as it is written. */
  public static int bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}
