package dev.recsim.report.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.recsim.baseline.Revision;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Each agent's score in the recorded baselines, oldest first, and perhaps in this run. */
public final class History {
  /** Baselines that are shown. */
  private static final int NEWEST = 50;

  /** An agent's scores by seed; at least one. */
  public record AgentValues(String name, double[] scores) {}

  /**
   * A recorded baseline, or this run, whose commit, date and subject are empty.
   *
   * @param author empty if nobody asks for it
   * @param changed whether the experiment is not that of the point before
   * @param means of agents, and of what a table shows besides them, by name
   */
  public record Point(
      String commit,
      String date,
      String author,
      String subject,
      boolean changed,
      Map<String, Estimate> means) {
    public Point {
      commit = Plain.line(commit);
      date = Plain.line(date);
      author = Plain.line(author);
      subject = Plain.line(subject);
    }

    private static Point of(Revision it, boolean changed) {
      return new Point(it.commit(), it.date(), "", it.subject(), changed, it.means());
    }
  }

  private final List<Point> points;
  private final List<String> agents;

  /**
   * @param points oldest first
   * @param agents a line for each
   */
  public History(List<Point> points, List<String> agents) {
    this.points = List.copyOf(points);
    this.agents = List.copyOf(agents);
  }

  /**
   * @param revisions newest first
   * @param fingerprint of the experiment of this run
   * @param now the agents of this run that have scores
   */
  public History(List<Revision> revisions, String fingerprint, List<AgentValues> now) {
    this(points(revisions, fingerprint, now), now.stream().map(AgentValues::name).toList());
  }

  private static List<Point> points(
      List<Revision> revisions, String fingerprint, List<AgentValues> now) {
    List<Point> points = new ArrayList<>();
    String before = null;
    for (int i = Math.min(NEWEST, revisions.size()) - 1; i >= 0; i--) {
      String here = revisions.get(i).fingerprint();
      points.add(Point.of(revisions.get(i), before != null && !before.equals(here)));
      before = here;
    }
    Map<String, Estimate> means =
        now.stream().collect(Collectors.toMap(AgentValues::name, it -> Estimate.of(it.scores())));
    points.add(new Point("", "", "", "", before != null && !before.equals(fingerprint), means));
    return points;
  }

  /** Empty where there are no two points to draw a line between. */
  public Section section() {
    if (points.size() < 2 || agents.isEmpty()) {
      return Section.NONE;
    }
    Section section =
        new Section(
            "history",
            "History",
            "Mean score of each committed baseline, oldest first, and of this run, with 95 %"
                + " intervals over seeds. A dotted line marks a change of the experiment: scores on"
                + " either side of it belong to different experiments.",
            chart("history"),
            null,
            List.of(table("Mean score and 95 % interval at each baseline", agents)));
    return still() ? section.fold() : section;
  }

  /** Whether the experiment and all scores are those of the first baseline. */
  private boolean still() {
    return points.stream().noneMatch(Point::changed)
        && agents.stream()
            .allMatch(
                agent ->
                    places().mapToObj(at -> mean(agent, at).map(Estimate::mean)).distinct().count()
                        == 1);
  }

  /** A line for each agent; null if there are no two points to draw one between. */
  public Chart chart(String id) {
    Data data = data();
    return points.size() < 2
        ? null
        : new Chart(
                id,
                "Line chart: mean score of each agent at "
                    + points.stream().filter(it -> !it.commit().isEmpty()).count()
                    + " committed baselines"
                    + (isRun(points.size() - 1) ? " and now" : ""),
                0,
                views(data),
                data)
            .by("history");
  }

  private boolean isRun(int at) {
    return points.get(at).commit().isEmpty();
  }

  private Optional<Estimate> mean(String name, int at) {
    return Optional.ofNullable(points.get(at).means.get(name));
  }

  private IntStream places() {
    return IntStream.range(0, points.size());
  }

  private Data data() {
    return Data.of("points", places().mapToObj(this::place))
        .and(
            "series",
            agents.stream()
                .map(
                    agent ->
                        Data.of("agent", agent)
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
        isRun(at)
            ? Data.of()
            : Data.of("commit", point.commit).and("date", point.date).and("subject", point.subject);
    return point.changed ? place.and("changed", true) : place;
  }

  private static ArrayNode value(int at, Estimate mean) {
    Optional<Interval> interval = mean.interval(Figures.LEVEL);
    return Data.list(
        at, mean.mean(), interval.map(Interval::low), interval.map(Interval::high), mean.n());
  }

  private List<View> views(Data data) {
    int last = points.size() - 1;
    double best =
        agents.stream()
            .flatMap(it -> mean(it, last).stream())
            .mapToDouble(Estimate::mean)
            .max()
            .orElse(0);
    List<double[]> all = new ArrayList<>();
    List<double[]> near = new ArrayList<>();
    for (String agent : agents) {
      double[] ends =
          places()
              .boxed()
              .flatMap(at -> mean(agent, at).stream())
              .flatMapToDouble(History::ends)
              .toArray();
      all.add(ends);
      if (mean(agent, last).filter(it -> best - it.mean() <= 0.1 * Math.abs(best)).isPresent()) {
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

  /**
   * All points, the newest first.
   *
   * @param names what it shows besides the commit
   */
  public Table table(String caption, List<String> names) {
    Columns<Integer> table =
        Columns.<Integer>plain(caption)
            .text("Commit", at -> isRun(at) ? "this run" : points.get(at).commit())
            .text("Date", at -> points.get(at).date());
    if (points.stream().anyMatch(it -> !it.author().isEmpty())) {
      table.text("Author", at -> points.get(at).author());
    }
    table.text(
        "Subject",
        at ->
            points.get(at).subject()
                + (points.get(at).changed() ? " (the experiment changed)" : ""));
    for (String name : names) {
      table.figure(name, at -> mean(name, at).map(History::text).orElse("-"));
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
