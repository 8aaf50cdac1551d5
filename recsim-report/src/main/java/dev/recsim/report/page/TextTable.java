package dev.recsim.report.page;

import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Column;
import dev.recsim.report.page.Page.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A table as text: for a terminal, or as Markdown. */
public final class TextTable {
  private TextTable() {}

  /**
   * Returns the table as lines without line ends. Names of columns are in lower case. Figures are
   * aligned to the right.
   */
  public static List<String> lines(Table table) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(table.columns().stream().map(it -> it.name().toLowerCase(Locale.ROOT)).toList());
    table.rows().forEach(row -> rows.add(texts(row)));
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int c = column;
        int width = rows.stream().mapToInt(it -> it.get(c).length()).max().orElse(0);
        String text = row.get(c);
        String pad = " ".repeat(width - text.length());
        line.append(c == 0 ? "" : "  ")
            .append(table.columns().get(c).figures() ? pad + text : text + pad);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /**
   * Returns the table in Markdown, as lines with line ends. Cells must be safe.
   *
   * @param most rows; the others are counted
   * @param what a row is, in the plural
   */
  public static String markdown(Table table, int most, String what) {
    StringBuilder text = new StringBuilder();
    text.append(markdown(table.columns().stream().map(Column::name)));
    table.columns().forEach(it -> text.append(it.figures() ? "|--:" : "|:--"));
    text.append("|\n");
    table.rows().stream().limit(most).forEach(it -> text.append(markdown(texts(it).stream())));
    int more = table.rows().size() - most;
    if (more > 0) {
      text.append("\n%s more %s.\n".formatted(Figures.count(more), what));
    }
    return text.toString();
  }

  private static String markdown(Stream<String> cells) {
    return cells.reduce("|", (line, cell) -> line + " " + cell + " |") + "\n";
  }

  private static List<String> texts(List<Cell> row) {
    return row.stream().map(Cell::text).toList();
  }
}
