package dev.recsim.serve.catalogue;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line of CSV: cells may be quoted, with doubled quotes inside, but not have line ends.
 */
final class CsvLine {
  private CsvLine() {}

  static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else if (c != '\uFEFF' || i > 0) {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
