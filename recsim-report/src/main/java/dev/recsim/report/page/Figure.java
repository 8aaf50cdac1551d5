package dev.recsim.report.page;

import dev.recsim.report.page.Page.Cell;
import dev.recsim.stats.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A number of a column, which decides its decimals.
 *
 * @param value NaN for an interval alone
 * @param interval how certain it is; empty if that is unknown
 * @param text the number with this many decimals
 * @param below whether the interval is told below it
 */
public record Figure(
    double value, Optional<Interval> interval, IntFunction<String> text, boolean below) {
  /** Decimals that a column may have beyond what its widest interval justifies. */
  private static final int MORE = 2;

  /** Digits of the range of numbers without intervals. */
  private static final int DIGITS = 4;

  /** Returns a cell with this number; a dash if it is not finite. */
  public static Cell cell(double value, Optional<Interval> interval) {
    return cell(value, interval, decimals -> Figures.number(value, decimals));
  }

  /** As {@link #cell(double, Optional)}, with another text. */
  public static Cell cell(double value, Optional<Interval> interval, IntFunction<String> text) {
    return Double.isFinite(value)
        ? new Figure(value, interval, text, false).sorted(value)
        : Cell.of("-");
  }

  /** As {@link #cell(double, Optional)}, with the interval below the number. */
  public static Cell both(double value, Optional<Interval> interval) {
    return new Figure(value, interval, decimals -> Figures.number(value, decimals), true)
        .sorted(value);
  }

  /**
   * Returns a cell with this interval, sorted by its lower end; a dash if there is none.
   *
   * @param more text after it
   */
  public static Cell range(Optional<Interval> interval, String more) {
    return interval
        .map(
            it ->
                new Figure(Double.NaN, interval, at -> ends(interval, at, more), false)
                    .sorted(it.low()))
        .orElse(Cell.of("-"));
  }

  private static String ends(Optional<Interval> interval, int decimals, String more) {
    return Figures.interval(interval, end -> Figures.fixed(end, decimals), more);
  }

  /** Returns the small text below it. */
  String note(int decimals) {
    return below ? ends(interval, decimals, "") : "";
  }

  /** Until its column is known, it has the decimals that its own interval justifies. */
  private Cell sorted(double key) {
    String digits = Figures.significant(key, 9).toPlainString();
    return new Cell("", digits, null, "", "", this).at(Figures.decimals(interval));
  }

  /**
   * Returns the decimals of a column: those of two digits of its narrowest interval, but at most
   * two more than those of its widest one. Without intervals, they show four digits of the range of
   * its numbers; whole numbers have none.
   */
  static int decimals(List<Figure> column) {
    int[] justified =
        column.stream()
            .flatMap(it -> it.interval.stream())
            .filter(it -> !Figures.noSpread(it))
            .mapToInt(it -> Figures.decimals(it.halfWidth()))
            .sorted()
            .toArray();
    if (justified.length > 0) {
      return Math.min(justified[justified.length - 1], justified[0] + MORE);
    }
    double[] values =
        column.stream().mapToDouble(Figure::value).filter(Double::isFinite).sorted().toArray();
    if (Arrays.stream(values).allMatch(it -> it == Math.rint(it))) {
      return 0;
    }
    double last = values[values.length - 1];
    double range = last > values[0] ? last - values[0] : Math.abs(last);
    return Figures.decimals(range * StrictMath.pow(10, 2 - DIGITS));
  }
}
