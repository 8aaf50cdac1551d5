package dev.recsim.report.page;

import java.util.ArrayList;
import java.util.List;

/** A table for a terminal: the first column to the left, figures to the right. */
public final class TextTable {
  private TextTable() {}

  /**
   * Lines without line ends.
   *
   * @param rows cells, the names of the columns first; all rows have as many
   * @param last how many columns at the end are text, to the left
   */
  public static List<String> lines(List<List<String>> rows, int last) {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int c = column;
        int width = rows.stream().mapToInt(it -> it.get(c).length()).max().orElse(0);
        String text = row.get(c);
        String pad = " ".repeat(width - text.length());
        boolean left = c == 0 || c >= row.size() - last;
        line.append(c == 0 ? "" : "  ").append(left ? text + pad : pad + text);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
