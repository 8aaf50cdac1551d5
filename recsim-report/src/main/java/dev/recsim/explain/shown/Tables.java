package dev.recsim.explain.shown;

import dev.recsim.api.Metric;
import dev.recsim.explain.shown.ShownTables.AgentShown;
import dev.recsim.explain.shown.ShownTables.Axis;
import dev.recsim.explain.shown.ShownTables.Counts;
import dev.recsim.explain.shown.ShownTables.Spread;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Turns the traces of agents into tables. */
public final class Tables {
  private Tables() {}

  /**
   * An agent with what was recorded of it.
   *
   * @param name its name
   * @param trace its decisions
   */
  public record Traced(String name, Trace trace) {}

  /**
   * Returns the tables of these agents.
   *
   * @param frame the frame of all traces
   * @return empty if no agent has a decision
   */
  public static Optional<ShownTables> of(int seed, Frame frame, List<Traced> agents) {
    List<Row> all = agents.stream().flatMap(it -> it.trace().rows().stream()).toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Axes axes = Axes.of(frame, all);
    return Optional.of(
        new ShownTables(
            seed,
            axes.documents().axis(),
            axes.positions().axis(),
            axes.steps().axis(),
            axes.users().axis(),
            agents.stream().map(it -> shown(it, frame, axes)).toList()));
  }

  private static AgentShown shown(Traced agent, Frame frame, Axes axes) {
    List<Row> rows = agent.trace().rows();
    Counts byPosition = none(axes, axes.positions().axis());
    Counts bySteps = none(axes, axes.steps().axis());
    Counts byUsers = none(axes, axes.users().axis());
    for (Row row : rows) {
      int step = axes.steps().of(row.step());
      int user = axes.users().of(row.user());
      for (int p = 0; p < row.groups().length; p++) {
        int group = axes.documents().of(row.groups()[p]);
        boolean clicked = row.clicked()[p];
        count(byPosition, group, axes.positions().of(p), clicked);
        count(bySteps, group, step, clicked);
        count(byUsers, group, user, clicked);
      }
    }
    return new AgentShown(
        agent.name(),
        agent.trace().sessions().size(),
        rows.size(),
        byPosition,
        bySteps,
        axes.users().axis().labels().isEmpty() ? null : byUsers,
        spread(rows, frame.documents().count()));
  }

  private static Counts none(Axes axes, Axis columns) {
    int groups = axes.documents().axis().labels().size();
    int count = Math.max(1, columns.labels().size());
    return new Counts(new long[groups][count], new long[groups][count]);
  }

  private static void count(Counts counts, int group, int column, boolean clicked) {
    counts.shown()[group][column]++;
    counts.clicked()[group][column] += clicked ? 1 : 0;
  }

  /**
   * @param groups number of groups of documents, including those that no agent showed
   */
  private static Spread spread(List<Row> rows, int groups) {
    int[] shown = rows.stream().flatMapToInt(row -> Arrays.stream(row.groups())).toArray();
    double policy = entropy(rows);
    return new Spread(
        Metric.Entropy.ofShares(
            Axes.counts(shown).values().stream().mapToDouble(Long::doubleValue).toArray()),
        Trace.bits(1.0 / groups),
        Double.isFinite(policy) ? policy : null,
        uniform(rows));
  }

  /**
   * The entropy of a policy given what it observes: the mean information of the slates that it
   * drew; NaN if their probabilities are unknown.
   */
  private static double entropy(List<Row> rows) {
    double sum = 0;
    for (Row row : rows) {
      sum += row.bits();
    }
    return sum / rows.size();
  }

  /** The mean entropy of slates that are drawn uniformly, without repeated documents. */
  private static double uniform(List<Row> rows) {
    double sum = 0;
    for (Row row : rows) {
      for (int p = 0; p < row.groups().length; p++) {
        sum += Trace.bits(1.0 / (row.choices() - p));
      }
    }
    return sum / rows.size();
  }
}
