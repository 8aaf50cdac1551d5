package dev.recsim.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Table;
import dev.recsim.stats.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The decimals of a column. */
class FigureTest {
  private static final Optional<Interval> NONE = Optional.empty();

  private record Row(double value, Optional<Interval> interval) {
    static Row of(double value, double halfWidth) {
      return new Row(value, Optional.of(new Interval(value - halfWidth, value + halfWidth)));
    }
  }

  private static List<String> column(Row... rows) {
    Table table =
        Columns.<Row>plain("t")
            .cell("Value", it -> Figure.cell(it.value, it.interval))
            .cell("Interval", it -> Cell.of(it.interval))
            .rows(Arrays.asList(rows));
    return table.rows().stream().flatMap(List::stream).map(Cell::text).toList();
  }

  @Test
  void columnHasTheDecimalsOfItsNarrowestInterval() {
    assertThat(column(Row.of(9.2371, 0.013), new Row(7.58, NONE), Row.of(168.4, 0.5)))
        .containsExactly("9.237", "9.224 to 9.250", "7.580", "-", "168.400", "167.900 to 168.900");
  }

  @Test
  void butAtMostTwoMoreThanItsWidestJustifies() {
    assertThat(column(Row.of(1000, 20), Row.of(1, 0.0001)))
        .containsExactly("1,000.00", "980.00 to 1,020.00", "1.00", "1.00 to 1.00");
  }

  @Test
  void withoutIntervalsFourDigitsOfTheRangeAreShown() {
    assertThat(column(new Row(168.3684, NONE), new Row(7.5, NONE)))
        .containsExactly("168.4", "-", "7.5", "-");
    assertThat(column(new Row(0.98991, NONE), new Row(0.9912, NONE)))
        .containsExactly("0.9899", "-", "0.9912", "-");
    assertThat(column(new Row(3, NONE), new Row(1200, NONE)))
        .containsExactly("3", "-", "1,200", "-");
    assertThat(column(new Row(Double.NaN, NONE))).containsExactly("-", "-");
  }

  @Test
  void intervalBelowANumberHasTheDecimalsOfTheColumn() {
    Table table =
        Columns.<Row>plain("t")
            .cell("Value", it -> Figure.both(it.value, it.interval))
            .rows(List.of(Row.of(2, 0.5), Row.of(1, 0.013)));
    assertThat(table.rows().get(0).get(0).text()).isEqualTo("2.000");
    assertThat(table.rows().get(0).get(0).note()).isEqualTo("1.500 to 2.500");
  }
}
