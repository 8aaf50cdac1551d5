package dev.recsim.report.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsim.baseline.Revision;
import dev.recsim.baseline.Snapshot;
import dev.recsim.json.JsonText;
import dev.recsim.report.page.CloseUp;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Page.View;
import dev.recsim.report.page.Plain;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Each agent's score in the recorded baselines, oldest first, and in this run. */
public final class History {
  /** Baselines that are shown. */
  private static final int NEWEST = 50;

  /** An agent's scores by seed; at least one. */
  public record AgentValues(String name, double[] scores) {}

  /**
   * A recorded baseline, or this run.
   *
   * @param baseline null for this run, whose texts are empty
   * @param fingerprint of its experiment
   */
  private record Point(
      String commit, String date, String subject, Snapshot baseline, String fingerprint) {}

  private final List<Point> points = new ArrayList<>();
  private final List<AgentValues> now;

  /**
   * @param revisions newest first
   * @param fingerprint of the experiment of this run
   * @param now the agents of this run that have scores
   */
  public History(List<Revision> revisions, String fingerprint, List<AgentValues> now) {
    this.now = List.copyOf(now);
    for (Revision revision : revisions.subList(0, Math.min(NEWEST, revisions.size()))) {
      points.add(
          new Point(
              Plain.line(revision.commit()),
              Plain.line(revision.date()),
              Plain.line(revision.subject()),
              revision.baseline(),
              revision.baseline().fingerprint()));
    }
    Collections.reverse(points);
    if (!now.isEmpty()) {
      points.add(new Point("", "", "", null, fingerprint));
    }
  }

  /** Empty where there are no two points to draw a line between. */
  public Optional<Section> section() {
    if (points.size() < 2 || now.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode data = data();
    return Optional.of(
        new Section(
            "history",
            "History",
            "Mean score of each committed baseline, oldest first, and of this run, with 95 %"
                + " intervals over seeds. A dotted line marks a change of the experiment: scores on"
                + " either side of it belong to different experiments.",
            new Chart(
                "history",
                "Line chart: mean score of each agent at "
                    + (points.size() - 1)
                    + " committed baselines and now",
                0,
                views(data),
                data),
            null,
            List.of(table())));
  }

  private Optional<Estimate> estimate(AgentValues agent, Point point) {
    return point.baseline() == null
        ? Optional.of(Estimate.of(agent.scores()))
        : point
            .baseline()
            .agent(agent.name())
            .filter(scores -> !scores.scores().isEmpty())
            .map(scores -> Estimate.of(scores.values()));
  }

  private boolean changed(int at) {
    return at > 0 && !points.get(at).fingerprint().equals(points.get(at - 1).fingerprint());
  }

  private ObjectNode data() {
    ObjectNode data = JsonText.NODES.objectNode();
    ArrayNode places = data.putArray("points");
    for (int at = 0; at < points.size(); at++) {
      Point point = points.get(at);
      ObjectNode place = places.addObject();
      if (point.baseline() != null) {
        place.put("commit", point.commit());
        place.put("date", point.date());
        place.put("subject", point.subject());
      }
      if (changed(at)) {
        place.put("changed", true);
      }
    }
    ArrayNode series = data.putArray("series");
    for (AgentValues agent : now) {
      ArrayNode values = series.addObject().put("agent", agent.name()).putArray("values");
      for (int at = 0; at < points.size(); at++) {
        Optional<Estimate> estimate = estimate(agent, points.get(at));
        if (estimate.isPresent()) {
          add(values.addArray().add(at), estimate.get());
        }
      }
    }
    return data;
  }

  private static void add(ArrayNode value, Estimate estimate) {
    Optional<Interval> interval = estimate.interval(Figures.LEVEL);
    value
        .add(Figures.drawn(estimate.mean()))
        .add(Figures.drawn(interval.map(Interval::low).orElse(null)))
        .add(Figures.drawn(interval.map(Interval::high).orElse(null)))
        .add(estimate.n());
  }

  /** A close-up of the agents that are within a tenth of the best one now. */
  private List<View> views(ObjectNode data) {
    double best =
        now.stream().mapToDouble(it -> Estimate.of(it.scores()).mean()).max().orElseThrow();
    List<double[]> all = new ArrayList<>();
    List<double[]> near = new ArrayList<>();
    for (AgentValues agent : now) {
      double[] ends =
          points.stream()
              .flatMap(point -> estimate(agent, point).stream())
              .flatMapToDouble(History::ends)
              .toArray();
      all.add(ends);
      if (best - Estimate.of(agent.scores()).mean() <= 0.1 * Math.abs(best)) {
        near.add(ends);
      }
    }
    return CloseUp.of(data, all, near, 1e-3 * Math.abs(best));
  }

  private static DoubleStream ends(Estimate estimate) {
    return estimate
        .interval(Figures.LEVEL)
        .map(it -> DoubleStream.of(it.low(), it.high()))
        .orElse(DoubleStream.of(estimate.mean()));
  }

  /** Newest first. */
  private Table table() {
    Columns<Integer> table =
        Columns.<Integer>plain("Mean score and 95 % interval at each baseline")
            .text(
                "Commit",
                at -> points.get(at).baseline() == null ? "this run" : points.get(at).commit())
            .text("Date", at -> points.get(at).date())
            .text(
                "Subject",
                at -> points.get(at).subject() + (changed(at) ? " (the experiment changed)" : ""));
    for (AgentValues agent : now) {
      table.figure(
          agent.name(), at -> estimate(agent, points.get(at)).map(History::text).orElse("-"));
    }
    return table.rows(
        IntStream.range(0, points.size()).mapToObj(at -> points.size() - 1 - at).toList());
  }

  private static String text(Estimate estimate) {
    return Figures.mean(estimate)
        + estimate
            .interval(Figures.LEVEL)
            .filter(it -> it.halfWidth() > 0)
            .map(it -> " (" + Figures.interval(Optional.of(it)) + ")")
            .orElse("");
  }
}
