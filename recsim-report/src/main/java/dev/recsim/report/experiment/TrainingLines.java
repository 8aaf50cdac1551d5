package dev.recsim.report.experiment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsim.report.Standing;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Page.View;
import dev.recsim.stats.Estimate;
import dev.recsim.trial.Checkpoint.Epoch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Lines over checkpoints, as the scripts read them: a panel for each figure. Lines of the same
 * checkpoints share an axis.
 */
record TrainingLines(List<Line> lines) {
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

  /** Largest number of points of all lines. */
  private static final int MOST_POINTS = 4_000;

  /** A checkpoint over seeds. */
  record Point(Epoch epoch, double mean, double lowest, double highest) {
    static Point of(Epoch epoch) {
      double[] sorted = Arrays.stream(epoch.values()).sorted().toArray();
      return new Point(epoch, Estimate.of(sorted).mean(), sorted[0], sorted[sorted.length - 1]);
    }
  }

  /** The line of an agent in the panel of a figure; the panel of the score has no name. */
  record Line(String figure, String agent, List<Point> points) {
    static Line of(String figure, Standing agent, List<Epoch> epochs) {
      return new Line(figure, agent.name(), epochs.stream().map(Point::of).toList());
    }

    Point last() {
      return points.get(points.size() - 1);
    }

    private List<Point> thinned(int most) {
      int n = points.size();
      return n <= most
          ? points
          : IntStream.range(0, most)
              .mapToObj(i -> points.get((int) ((long) i * (n - 1) / (most - 1))))
              .toList();
    }
  }

  /** Whether lines have a band from the lowest seed to the highest: always in a single panel. */
  boolean bands() {
    return lines.stream().allMatch(it -> it.figure.isEmpty()) || agents().size() <= BANDS;
  }

  private List<String> agents() {
    return lines.stream().map(Line::agent).distinct().toList();
  }

  Data data() {
    int most = Math.max(10, MOST_POINTS / Math.max(1, lines.size()));
    List<ObjectNode> axes = new ArrayList<>();
    Map<String, List<ArrayNode>> panels = new LinkedHashMap<>();
    for (Line line : lines) {
      panels
          .computeIfAbsent(line.figure, it -> new ArrayList<>())
          .add(drawn(line, line.thinned(most), axes));
    }
    return Data.of(
            "panels",
            panels.entrySet().stream()
                .map(
                    it ->
                        Data.of("name", it.getKey().replace('_', ' '))
                            .and("series", it.getValue())))
        .and("agents", agents())
        .and("axes", axes);
  }

  /** Returns a line without keys, because there may be very many. */
  private ArrayNode drawn(Line line, List<Point> points, List<ObjectNode> axes) {
    ObjectNode axis =
        Data.of("epochs", points.stream().map(it -> it.epoch().number()))
            .and("steps", points.stream().map(it -> it.epoch().envSteps()))
            .and("updates", points.stream().map(it -> it.epoch().updates()))
            .node();
    if (!axes.contains(axis)) {
      axes.add(axis);
    }
    ArrayNode drawn =
        Data.list(agents().indexOf(line.agent), axes.indexOf(axis), rounded(points, Point::mean));
    return bands()
        ? drawn.add(rounded(points, Point::lowest)).add(rounded(points, Point::highest))
        : drawn;
  }

  private static ArrayNode rounded(List<Point> points, ToDoubleFunction<Point> value) {
    return Data.rounded(points.stream().mapToDouble(value).toArray(), DIGITS);
  }
}
