package dev.recsim.docs.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Groups of bars with their values, from 0. */
public final class BarChart {
  private record Bars(String name, double[] values) {}

  private static final double GAP = 0.25;

  private final String title;
  private final String horizontal;
  private final String vertical;
  private final int decimals;
  private final List<String> groups;
  private final List<Bars> series = new ArrayList<>();

  /**
   * @param decimals of the values that stand above the bars
   * @param groups names, from left to right
   */
  public BarChart(
      String title, String horizontal, String vertical, int decimals, List<String> groups) {
    this.title = title;
    this.horizontal = horizontal;
    this.vertical = vertical;
    this.decimals = decimals;
    this.groups = groups;
  }

  /** Adds a bar to each group. */
  public BarChart bars(String name, double... values) {
    if (values.length != groups.size()) {
      throw new IllegalArgumentException(
          values.length + " values for " + groups.size() + " groups");
    }
    series.add(new Bars(name, values));
    return this;
  }

  /** The picture. */
  public String svg() {
    Svg svg = new Svg(title);
    svg.legend(series.stream().map(Bars::name).toList(), false);
    double least =
        series.stream().flatMapToDouble(bars -> Arrays.stream(bars.values)).min().orElse(0);
    double most =
        series.stream().flatMapToDouble(bars -> Arrays.stream(bars.values)).max().orElse(1);
    Axis y = Axis.over(Math.min(0, least), Math.max(0, most));
    svg.values(y, vertical);
    svg.horizontal(horizontal);
    double group = (double) (Svg.RIGHT - Svg.LEFT) / groups.size();
    double width = Math.min(80, group * (1 - GAP) / series.size());
    for (int g = 0; g < groups.size(); g++) {
      double middle = Svg.LEFT + (g + 0.5) * group;
      svg.text(middle, Svg.BOTTOM + 18, "middle", "", groups.get(g));
      for (int s = 0; s < series.size(); s++) {
        double value = series.get(s).values[g];
        double x = middle + (s - series.size() / 2.0) * width;
        double end = y.at(value, Svg.BOTTOM, svg.top());
        double zero = y.at(0, Svg.BOTTOM, svg.top());
        svg.bar(s, x + 1, Math.min(end, zero), width - 2, Math.abs(zero - end));
        double label = value < 0 ? end + 12 : end - 4;
        svg.text(x + width / 2, label, "middle", "number", Axis.label(value, decimals));
      }
    }
    return svg.end();
  }
}
