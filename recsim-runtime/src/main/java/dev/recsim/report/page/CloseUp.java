package dev.recsim.report.page;

import dev.recsim.report.page.Page.View;
import java.util.Arrays;
import java.util.List;

/** A closer look at a chart, where a row far away would squeeze the others into a corner. */
public final class CloseUp {
  /** Share of the chart that the rows close together may take up and still be hard to tell. */
  private static final double CORNER = 0.4;

  private CloseUp() {}

  /**
   * Puts the range of the close-up into the chart's data, as {@code near}.
   *
   * @param all the values of each row
   * @param near those rows that the close-up is for
   * @param margin least room to leave at either side, in units of the values
   * @return the chart's views; none where it is good as it is
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
