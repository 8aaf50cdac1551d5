package dev.recsim.app.trend;

import dev.recsim.app.git.FolderHistory.Commit;
import dev.recsim.baseline.BaselineFile;
import dev.recsim.baseline.InvalidBaseline;
import dev.recsim.baseline.NewBaseline;
import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Revision;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.Acceptance;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.experimentfile.BaselineRule;
import dev.recsim.experimentfile.Definition;
import dev.recsim.report.check.History.Point;
import dev.recsim.report.trend.BaselineTrend;
import dev.recsim.report.trend.BaselineTrend.Loss;
import dev.recsim.rule.Quantity;
import dev.recsim.stats.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The committed versions of a baseline, read one after the other, oldest first. */
final class BaselineVersions {
  /** Differences of means that are rounding. */
  private static final double ROUNDING = 1e-9;

  private final String experiment;
  private final List<Point> points = new ArrayList<>();
  private final List<Loss> losses = new ArrayList<>();

  /** The last version that can be read; empty before the first one. */
  private Optional<Snapshot> last = Optional.empty();

  private List<Quantity> guards = List.of();

  private int unreadable;

  BaselineVersions(String experiment) {
    this.experiment = experiment;
  }

  /** Adds the version of a commit; without text, the commit removed it. */
  void add(Commit commit, Optional<String> text) {
    if (text.isEmpty()) {
      Point point = point(commit, false, Map.of());
      losses.add(
          new Loss(
              experiment, NewBaseline.BASELINE, Outcome.REMOVED, Double.NaN, Double.NaN, point));
      return;
    }
    try {
      add(commit, BaselineFile.parse(text.get()));
    } catch (InvalidBaseline | IllegalArgumentException e) {
      unreadable++;
    }
  }

  private void add(Commit commit, Snapshot now) {
    boolean same = last.filter(it -> it.resolved().equals(now.resolved())).isPresent();
    if (!same) {
      guards = BaselineRule.of(now.resolved()).guards();
    }
    Map<String, Estimate> means = new LinkedHashMap<>(Revision.means(now));
    for (AgentScores agent : now.agents()) {
      for (Quantity guard : guards) {
        mean(agent, guard).ifPresent(it -> means.put(guard.of(agent.name()), it));
      }
    }
    boolean changed = last.filter(it -> !it.fingerprint().equals(now.fingerprint())).isPresent();
    Point point = point(commit, changed, means);
    points.add(point);
    Optional<Snapshot> before = last.filter(it -> !now.sameRun(it));
    if (before.isPresent()) {
      now.accepted().forEach(it -> losses.add(accepted(it, point)));
      if (!changed || same || arena(before.get()).equals(arena(now))) {
        withinMargin(before.get(), now, point);
      }
    }
    last = Optional.of(now);
  }

  private static Point point(Commit it, boolean changed, Map<String, Estimate> means) {
    return new Point(it.shortly(), it.date(), it.author(), it.subject(), changed, means);
  }

  private static Map<String, String> arena(Snapshot it) {
    return Definition.of(it.resolved(), it.files()).arena();
  }

  private Loss accepted(Acceptance it, Point point) {
    return new Loss(
        experiment, it.name(), it.verdict(), mean(it.before()), mean(it.after()), point);
  }

  /** What got worse without anybody who accepted it: drops that the margin tolerates. */
  private void withinMargin(Snapshot earlier, Snapshot now, Point point) {
    Set<String> told = now.accepted().stream().map(Acceptance::name).collect(Collectors.toSet());
    List<Quantity> quantities = new ArrayList<>(List.of(Quantity.score(null)));
    quantities.addAll(guards);
    for (AgentScores agent : now.agents()) {
      for (Quantity quantity : quantities) {
        String name = quantity.of(agent.name());
        Optional<Estimate> before =
            earlier
                .agent(agent.name())
                .flatMap(it -> mean(it, quantity))
                .filter(it -> !told.contains(name));
        Optional<Estimate> after = mean(agent, quantity);
        if (before.isPresent() && after.isPresent()) {
          double then = before.get().mean();
          double here = after.get().mean();
          if (quantity.gain(here - then) < -ROUNDING * Math.abs(then)) {
            losses.add(new Loss(experiment, name, Outcome.HOLDS, then, here, point));
          }
        }
      }
    }
  }

  private static double mean(Double recorded) {
    return Optional.ofNullable(recorded).orElse(Double.NaN);
  }

  private static Optional<Estimate> mean(AgentScores agent, Quantity quantity) {
    double[] values = agent.values(quantity);
    return values.length == 0 ? Optional.empty() : Optional.of(Estimate.of(values));
  }

  /** The number of versions that cannot be read. */
  int unreadable() {
    return unreadable;
  }

  BaselineTrend trend() {
    List<String> agents =
        last.stream().flatMap(it -> it.agents().stream()).map(AgentScores::name).toList();
    return new BaselineTrend(
        experiment,
        points,
        agents,
        agents.stream().flatMap(it -> guards.stream().map(guard -> guard.of(it))).toList(),
        losses);
  }
}
