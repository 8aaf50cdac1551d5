package dev.recsim.report.page;

import java.util.ArrayList;
import java.util.List;

/** A table for a terminal. The first column is aligned to the left, figures to the right. */
public final class TextTable {
  private TextTable() {}

  /**
   * Returns the table as lines without line ends.
   *
   * @param rows cells, with the names of the columns in the first row; all rows have the same
   *     length
   * @param last number of text columns at the end, aligned to the left
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
