package dev.recsim.report.ab;

import dev.recsim.report.Trend;
import dev.recsim.report.page.Figures;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The effect at the looks of a live test, as a small line with the interval around it. The interval
 * is that of all looks, so that it decides where it leaves no effect, or the margin.
 */
record LookTrend(Treatment treatment, Metric metric, List<Look> looks) {
  private static final int FEWEST = 2;

  /** A treatment in {@code ab.json}. */
  record Treatment(String arm, List<String> due, List<Metric> metrics) {}

  /** A metric in {@code ab.json}. */
  record Metric(String metric, String scale, List<Look> looks) {}

  /** A look in {@code ab.json}; what is not known is null. */
  record Look(Double change, Interval interval) {}

  /** The range that is drawn, in widths of the last interval: the first ones are very wide. */
  private static final double WIDTHS = 1.5;

  /** The trend of the metric that a decision waits for, or else of the first one that counts. */
  static Optional<Trend> of(List<Treatment> treatments) {
    for (Treatment treatment : treatments == null ? List.<Treatment>of() : treatments) {
      for (Metric metric : ordered(treatment)) {
        List<Look> looks =
            metric.looks().stream()
                .filter(it -> it.change() != null && it.interval() != null)
                .toList();
        if (looks.size() >= FEWEST) {
          return Optional.of(new LookTrend(treatment, metric, looks).trend());
        }
      }
    }
    return Optional.empty();
  }

  private static List<Metric> ordered(Treatment treatment) {
    List<Metric> ordered = new ArrayList<>(treatment.metrics());
    // The sort is stable.
    ordered.sort(
        (one, other) ->
            Boolean.compare(
                treatment.due().contains(other.metric()), treatment.due().contains(one.metric())));
    return ordered;
  }

  private Trend trend() {
    List<String> line = new ArrayList<>();
    List<String> above = new ArrayList<>();
    List<String> below = new ArrayList<>();
    for (int look = 0; look < looks.size(); look++) {
      Look it = looks.get(look);
      line.add(point(look, it.change()));
      above.add(point(look, it.interval().high()));
      below.add(point(look, it.interval().low()));
    }
    Collections.reverse(below);
    above.addAll(below);
    return new Trend(String.join(" ", line), String.join(" ", above), y(0), text());
  }

  private String text() {
    Look last = looks.get(looks.size() - 1);
    return "%s:%s: a change of %s, between %s and %s, at the last of %s; %s at the first"
        .formatted(
            treatment.arm(),
            metric.metric(),
            figure(last.change()),
            figure(last.interval().low()),
            figure(last.interval().high()),
            Figures.count(looks.size(), "look"),
            figure(looks.get(0).change()));
  }

  private String figure(double change) {
    return metric.scale().equals("relative")
        ? Figures.percent(change)
        : Figures.significant(change, 3).toPlainString();
  }

  private String point(int look, double value) {
    double x = Trend.MARGIN + look * (Trend.WIDTH - 2 * Trend.MARGIN) / (looks.size() - 1);
    return Figures.fixed(x, 1) + "," + y(value);
  }

  /** The height of a change; what is out of the range is at its edge. */
  private String y(double value) {
    Look last = looks.get(looks.size() - 1);
    double around = WIDTHS * (last.interval().high() - last.interval().low());
    double low = Math.min(0, last.change() - around);
    double high = Math.max(0, last.change() + around);
    double share = high > low ? (Math.max(low, Math.min(high, value)) - low) / (high - low) : 0.5;
    return Figures.fixed(
        Trend.HEIGHT - Trend.MARGIN - share * (Trend.HEIGHT - 2 * Trend.MARGIN), 1);
  }
}
