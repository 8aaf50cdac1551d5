package dev.recsim.docs.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines over a common horizontal axis. */
public final class LineChart {
  private record Line(String name, double[] x, double[] y) {}

  private final String title;
  private final String horizontal;
  private final String vertical;
  private final List<Line> lines = new ArrayList<>();
  private boolean fromZero = true;
  private boolean powers;

  public LineChart(String title, String horizontal, String vertical) {
    this.title = title;
    this.horizontal = horizontal;
    this.vertical = vertical;
  }

  /** A vertical axis that need not begin at 0. */
  public LineChart cropped() {
    fromZero = false;
    return this;
  }

  /** Axes of powers of ten, for the lines that are added from now on. */
  public LineChart logarithmic() {
    powers = true;
    return cropped();
  }

  /** Adds a line through these points. */
  public LineChart line(String name, double[] x, double[] y) {
    lines.add(new Line(name, scaled(x), scaled(y)));
    return this;
  }

  private double[] scaled(double[] values) {
    return powers ? Arrays.stream(values).map(StrictMath::log10).toArray() : values;
  }

  /** Adds a line through the values at 0, 1, 2, ... */
  public LineChart line(String name, double[] y) {
    double[] x = new double[y.length];
    Arrays.setAll(x, i -> i);
    return line(name, x, y);
  }

  /** Adds a level line as wide as the frame. */
  public LineChart level(String name, double y) {
    return line(name, new double[0], new double[] {y, y});
  }

  /** The picture. */
  public String svg() {
    Svg svg = new Svg(title);
    svg.legend(lines.stream().map(Line::name).toList(), true);
    Axis x = axis(Line::x, false);
    Axis y = axis(Line::y, fromZero);
    svg.values(y, vertical);
    svg.horizontal(horizontal);
    for (double tick : x.ticks()) {
      double at = x.at(tick, Svg.LEFT, Svg.RIGHT);
      svg.text(at, Svg.BOTTOM + 18, "middle", "soft number", x.label(tick));
    }
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      svg.path(
          i,
          line.x.length == 0
              ? new double[] {Svg.LEFT, Svg.RIGHT}
              : Arrays.stream(line.x).map(value -> x.at(value, Svg.LEFT, Svg.RIGHT)).toArray(),
          Arrays.stream(line.y).map(value -> y.at(value, Svg.BOTTOM, svg.top())).toArray());
    }
    return svg.end();
  }

  private Axis axis(java.util.function.Function<Line, double[]> values, boolean withZero) {
    double least = withZero ? 0 : Double.POSITIVE_INFINITY;
    double most = withZero ? 0 : Double.NEGATIVE_INFINITY;
    for (Line line : lines) {
      for (double value : values.apply(line)) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    return powers ? Axis.ofPowers(least, most) : Axis.over(least, most);
  }
}
