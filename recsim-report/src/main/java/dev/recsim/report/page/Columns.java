package dev.recsim.report.page;

import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Column;
import dev.recsim.report.page.Page.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Builds a table by its columns. Each has a name and a function from a row to a cell. The first
 * column has the headings of the rows.
 *
 * @param <T> the object that a row describes
 */
public final class Columns<T> {
  private final String caption;
  private final boolean sortable;
  private final List<Column> columns = new ArrayList<>();
  private final List<Function<T, Cell>> cells = new ArrayList<>();

  private Columns(String caption, boolean sortable) {
    this.caption = caption;
    this.sortable = sortable;
  }

  public static <T> Columns<T> plain(String caption) {
    return new Columns<>(caption, false);
  }

  /** Returns the columns of a table that its headers sort. */
  public static <T> Columns<T> sortable(String caption) {
    return new Columns<>(caption, true);
  }

  public Columns<T> text(String name, Function<T, String> text) {
    return word(name, text.andThen(Cell::of));
  }

  /** Adds a column of words, which may have a look or a link. */
  public Columns<T> word(String name, Function<T, Cell> cell) {
    return cell(new Column(name, false, ""), cell);
  }

  public Columns<T> figure(String name, Function<T, String> figure) {
    return cell(name, figure.andThen(Cell::of));
  }

  public Columns<T> cell(Column column, Function<T, Cell> cell) {
    columns.add(column);
    cells.add(cell);
    return this;
  }

  /** Adds a column of figures. */
  public Columns<T> cell(String name, Function<T, Cell> cell) {
    return cell(new Column(name, true, ""), cell);
  }

  /** Returns the table with a row for each item, in their order; each column has its decimals. */
  public Table rows(Iterable<? extends T> rows) {
    List<List<Cell>> table = new ArrayList<>();
    for (T row : rows) {
      table.add(cells.stream().map(cell -> cell.apply(row)).toList());
    }
    int[] decimals = IntStream.range(0, columns.size()).map(c -> decimals(table, c)).toArray();
    return new Table(
        caption,
        sortable,
        List.copyOf(columns),
        table.stream()
            .map(
                row ->
                    IntStream.range(0, decimals.length)
                        .mapToObj(c -> row.get(c).at(decimals[c]))
                        .toList())
            .toList());
  }

  private static int decimals(List<List<Cell>> table, int column) {
    return Figure.decimals(
        table.stream().flatMap(row -> Stream.ofNullable(row.get(column).figure())).toList());
  }
}
