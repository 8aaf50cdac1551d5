package dev.recsim.report.page;

import java.nio.charset.StandardCharsets;

/** Makes text of other authors safe in GitHub's Markdown. */
public final class Markdown {
  private Markdown() {}

  /**
   * Returns text of other authors as a code span: no part of it is markup, HTML, a mention, a link
   * or an issue reference. A bar, which would end a table cell even there, becomes a broken bar.
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

  /**
   * Returns a sentence that may hold text of other authors as plain text: no part of it is markup,
   * HTML, a mention or a reference.
   */
  public static String text(String sentence) {
    return Plain.line(sentence)
        .replaceAll("[\\\\`*_\\[\\]<>|~&]", "\\\\$0")
        // Nothing that is seen, so that no name or number is linked.
        .replaceAll("[@#](?=\\w)|(?<=\\w):(?=//)|(?<=www)\\.", "$0<!-- -->");
  }

  /** Returns the size of a text in bytes of UTF-8. */
  public static int bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}
