package dev.recsim.report.check;

import dev.recsim.report.page.Markdown;
import java.util.List;

/** Markdown of foreign text, and the lines of tables. */
final class MarkdownText {
  private MarkdownText() {}

  /** Foreign text as a code span. */
  static String code(String text) {
    return Markdown.code(text);
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
