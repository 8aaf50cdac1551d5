package dev.recsim.report.page;

import dev.recsim.report.page.Page.View;
import java.util.Arrays;
import java.util.List;

/** A close-up of a chart in which a distant row would squeeze the others into a corner. */
public final class CloseUp {
  /** If the close rows take up less than this share of the chart, they are hard to distinguish. */
  private static final double CORNER = 0.4;

  private CloseUp() {}

  /**
   * Adds the range of the close-up to the chart's data, as {@code near}.
   *
   * @param all the values of each row
   * @param near the values of the rows in the close-up
   * @param margin smallest space at each side, in units of the values
   * @return the chart's views; none if it needs no close-up
   */
  public static List<View> of(Data data, List<double[]> all, List<double[]> near, double margin) {
    if (near.isEmpty() || near.size() == all.size()) {
      return List.of();
    }
    double low = low(near);
    double high = high(near);
    if (high - low > CORNER * (high(all) - low(all))) {
      return List.of();
    }
    double room = Math.max(0.1 * (high - low), margin);
    data.and("near", Data.list(low - room, high + room));
    return List.of(new View("all", "All agents"), new View("near", "Close-up"));
  }

  private static double low(List<double[]> rows) {
    return rows.stream().flatMapToDouble(Arrays::stream).min().orElseThrow();
  }

  private static double high(List<double[]> rows) {
    return rows.stream().flatMapToDouble(Arrays::stream).max().orElseThrow();
  }
}
