package dev.recsim.report.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.recsim.baseline.Revision;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.report.page.CloseUp;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Each agent's score in the recorded baselines, oldest first, and in this run. */
public final class History {
  /** Baselines that are shown. */
  private static final int NEWEST = 50;

  /** An agent's scores by seed; at least one. */
  public record AgentValues(String name, double[] scores) {}

  /** A recorded baseline, or this run, whose commit, date and subject are empty. */
  private record Point(
      String commit, String date, String subject, String fingerprint, Map<String, Estimate> means) {
    static Point of(Revision revision) {
      return new Point(
          Plain.line(revision.commit()),
          Plain.line(revision.date()),
          Plain.line(revision.subject()),
          revision.baseline().fingerprint(),
          revision.baseline().agents().stream()
              .filter(agent -> !agent.scores().isEmpty())
              .collect(Collectors.toMap(AgentScores::name, it -> Estimate.of(it.values()))));
    }
  }

  private final List<Point> points = new ArrayList<>();
  private final List<AgentValues> now;

  /**
   * @param revisions newest first
   * @param fingerprint of the experiment of this run
   * @param now the agents of this run that have scores
   */
  public History(List<Revision> revisions, String fingerprint, List<AgentValues> now) {
    this.now = List.copyOf(now);
    revisions.stream().limit(NEWEST).map(Point::of).forEach(points::add);
    Collections.reverse(points);
    Map<String, Estimate> means =
        now.stream().collect(Collectors.toMap(AgentValues::name, it -> Estimate.of(it.scores())));
    points.add(new Point("", "", "", fingerprint, means));
  }

  /** Empty where there are no two points to draw a line between. */
  public Section section() {
    if (points.size() < 2 || now.isEmpty()) {
      return Section.NONE;
    }
    Data data = data();
    Section section =
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
            List.of(table()));
    return still() ? section.fold() : section;
  }

  /** Whether the experiment and all scores are those of the first baseline. */
  private boolean still() {
    return places().noneMatch(this::changed)
        && now.stream()
            .allMatch(
                agent ->
                    places().mapToObj(at -> mean(agent, at).map(Estimate::mean)).distinct().count()
                        == 1);
  }

  private Optional<Estimate> mean(AgentValues agent, int at) {
    return Optional.ofNullable(points.get(at).means.get(agent.name()));
  }

  private IntStream places() {
    return IntStream.range(0, points.size());
  }

  private boolean changed(int at) {
    return at > 0 && !points.get(at).fingerprint().equals(points.get(at - 1).fingerprint());
  }

  private Data data() {
    return Data.of("points", places().mapToObj(this::place))
        .and(
            "series",
            now.stream()
                .map(
                    agent ->
                        Data.of("agent", agent.name())
                            .and(
                                "values",
                                places()
                                    .boxed()
                                    .flatMap(
                                        at -> mean(agent, at).map(it -> value(at, it)).stream()))));
  }

  private Data place(int at) {
    Point point = points.get(at);
    Data place =
        at == points.size() - 1
            ? Data.of()
            : Data.of("commit", point.commit).and("date", point.date).and("subject", point.subject);
    return changed(at) ? place.and("changed", true) : place;
  }

  private static ArrayNode value(int at, Estimate mean) {
    Optional<Interval> interval = mean.interval(Figures.LEVEL);
    return Data.list(
        at, mean.mean(), interval.map(Interval::low), interval.map(Interval::high), mean.n());
  }

  private List<View> views(Data data) {
    double best =
        now.stream().mapToDouble(it -> Estimate.of(it.scores()).mean()).max().orElseThrow();
    List<double[]> all = new ArrayList<>();
    List<double[]> near = new ArrayList<>();
    for (AgentValues agent : now) {
      double[] ends =
          places()
              .boxed()
              .flatMap(at -> mean(agent, at).stream())
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
            .text("Commit", at -> at == points.size() - 1 ? "this run" : points.get(at).commit())
            .text("Date", at -> points.get(at).date())
            .text(
                "Subject",
                at -> points.get(at).subject() + (changed(at) ? " (the experiment changed)" : ""));
    for (AgentValues agent : now) {
      table.figure(agent.name(), at -> mean(agent, at).map(History::text).orElse("-"));
    }
    return table.rows(places().mapToObj(at -> points.size() - 1 - at).toList());
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
