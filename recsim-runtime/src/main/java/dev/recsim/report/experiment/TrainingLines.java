package dev.recsim.report.experiment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.recsim.report.experiment.Curves.Point;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Page.View;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Lines over checkpoints, as the scripts read them. Lines of the same checkpoints share an axis.
 */
final class TrainingLines {
  /** What the x axis can be. */
  static final List<View> VIEWS =
      List.of(
          new View("steps", "Environment steps"),
          new View("updates", "Updates"),
          new View("cpu", "CPU time"));

  /** Digits of a value that a chart can show. */
  private static final int DIGITS = 5;

  /** Largest number of agents whose bands can be told apart. */
  private static final int BANDS = 6;

  private final boolean bands;
  private final List<Data> axes = new ArrayList<>();

  /**
   * @param agents whose lines are in one chart
   */
  TrainingLines(int agents) {
    this.bands = agents <= BANDS;
  }

  /** Whether lines have a band from the lowest seed to the highest. */
  boolean bands() {
    return bands;
  }

  /**
   * Returns a line.
   *
   * @param points at least one
   */
  Data line(String agent, List<Point> points) {
    Data axis =
        Data.of("epochs", points.stream().map(it -> it.epoch().number()))
            .and("steps", points.stream().map(it -> it.epoch().envSteps()))
            .and("updates", points.stream().map(it -> it.epoch().updates()));
    int number = axes.indexOf(axis);
    if (number < 0) {
      number = axes.size();
      axes.add(axis);
    }
    Data line =
        Data.of("agent", agent).and("axis", number).and("mean", rounded(points, Point::mean));
    return bands
        ? line.and("low", rounded(points, Point::lowest))
            .and("high", rounded(points, Point::highest))
        : line;
  }

  /** Returns the axes of all lines so far. */
  List<Data> axes() {
    return List.copyOf(axes);
  }

  private static ArrayNode rounded(List<Point> points, ToDoubleFunction<Point> value) {
    return Data.rounded(points.stream().mapToDouble(value).toArray(), DIGITS);
  }
}
