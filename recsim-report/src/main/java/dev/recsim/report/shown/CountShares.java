package dev.recsim.report.shown;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.recsim.json.JsonText;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Shares of counts. */
final class CountShares {
  private CountShares() {}

  /** The sums of the rows. */
  static long[] rows(long[][] counts) {
    return Arrays.stream(counts).mapToLong(row -> Arrays.stream(row).sum()).toArray();
  }

  /** The shares of the rows in all counts; all 0 if nothing was counted. */
  static double[] of(long[][] counts) {
    return of(rows(counts));
  }

  private static double[] of(long[] counts) {
    long total = Math.max(1, Arrays.stream(counts).sum());
    return Arrays.stream(counts).mapToDouble(count -> (double) count / total).toArray();
  }

  /** The shares of the rows in a column. */
  static double[] column(long[][] counts, int column) {
    return of(Arrays.stream(counts).mapToLong(row -> row[column]).toArray());
  }

  /** The sum of a column. */
  static long total(long[][] counts, int column) {
    return Arrays.stream(counts).mapToLong(row -> row[column]).sum();
  }

  /** Shares in thousandths, whole ones from one percent on: enough for shades and their texts. */
  private static ArrayNode shades(double[] shares) {
    return Data.list(
        Arrays.stream(shares)
            .mapToObj(it -> JsonText.number(1_000 * it, it >= 0.01 && it < 0.1 ? 2 : 3))
            .toArray());
  }

  /**
   * The shares of the rows in each column, in thousandths, [column][row]; empty for columns without
   * counts.
   */
  static ArrayNode columns(long[][] counts) {
    int columns = counts.length == 0 ? 0 : counts[0].length;
    return Data.list(
        IntStream.range(0, columns)
            .mapToObj(c -> total(counts, c) == 0 ? Data.list() : shades(column(counts, c)))
            .toArray());
  }

  /** A whole percentage; below one with a decimal. */
  static String percent(double share) {
    return share > 0 && share < 0.01
        ? Figures.percent(share)
        : Figures.fixed(100 * share, 0) + " %";
  }
}
