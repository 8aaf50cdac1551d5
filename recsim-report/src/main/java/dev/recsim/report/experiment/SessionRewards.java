package dev.recsim.report.experiment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.recsim.json.JsonText;
import dev.recsim.report.Standings;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figure;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.stats.Estimate;
import dev.recsim.trial.TrialResult.Completed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The distribution of the rewards of single sessions, over all seeds. */
final class SessionRewards {
  /** Largest number of steps of all distributions; each agent has as many as fit, at least 40. */
  private static final int ALL_POINTS = 800;

  /** Largest number of steps of a drawn distribution; more cannot be seen. */
  private static final int MOST_POINTS = 150;

  private static final int LEAST_POINTS = 40;

  /** Digits that a drawing can show. */
  private static final int DIGITS = 5;

  private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75, 0.95};

  private SessionRewards() {}

  /** All rewards of an agent, ascending. */
  private record Row(String agent, double[] sorted, Estimate mean) {
    Row(String agent, double[] sorted) {
      this(agent, sorted, Estimate.of(sorted));
    }

    double quantile(double share) {
      return sorted[(int) (share * (sorted.length - 1))];
    }
  }

  /** Returns the section; empty if each agent earns the same in all sessions. */
  static Section section(Standings standings) {
    List<Row> rows =
        standings.scored().stream()
            .map(agent -> new Row(agent.name(), sorted(agent.completed())))
            .toList();
    if (rows.stream().allMatch(it -> it.quantile(0) == it.quantile(1))) {
      return Section.NONE;
    }
    int most = Math.max(LEAST_POINTS, Math.min(MOST_POINTS, ALL_POINTS / Math.max(1, rows.size())));
    return new Section(
        "sessions",
        "Session rewards",
        "The share of evaluation sessions that earned more than a reward, all seeds together."
            + " Higher is better.",
        new Chart(
                "sessions",
                "Step chart: distribution of session rewards by agent",
                0,
                List.of(),
                Data.of(
                    "series",
                    rows.stream()
                        .map(
                            it ->
                                Data.of("agent", it.agent).and("points", steps(it.sorted, most)))))
            .by("session-rewards"),
        null,
        List.of(table(rows)));
  }

  private static double[] sorted(List<Completed> trials) {
    double[] sorted = new double[trials.stream().mapToInt(it -> it.rewards().length).sum()];
    int end = 0;
    for (Completed trial : trials) {
      System.arraycopy(trial.rewards(), 0, sorted, end, trial.rewards().length);
      end += trial.rewards().length;
    }
    Arrays.sort(sorted);
    return sorted;
  }

  private static Table table(List<Row> rows) {
    Columns<Row> table =
        Columns.<Row>plain("Mean, deviation and quantiles of a session's reward")
            .text("Agent", Row::agent)
            .cell("Mean", it -> Figure.cell(it.mean().mean(), it.mean().interval(Figures.LEVEL)))
            .cell(
                "SD",
                it ->
                    Figure.cell(
                        it.mean().n() == 1 ? Double.NaN : it.mean().standardDeviation(),
                        Optional.empty()));
    for (double quantile : QUANTILES) {
      table.cell(
          Figures.percent(quantile).replace(".0", ""),
          it -> Figure.cell(it.quantile(quantile), Optional.empty()));
    }
    return table
        .cell("Highest", it -> Figure.cell(it.quantile(1), Optional.empty()))
        .figure("Sessions", it -> Figures.count(it.sorted().length))
        .rows(rows);
  }

  /** Returns points (reward, share of the sessions with more), spread evenly over the sessions. */
  private static List<ArrayNode> steps(double[] sorted, int most) {
    List<ArrayNode> points = new ArrayList<>();
    int n = sorted.length;
    for (int i = 0, due = 0; i < n; i++) {
      boolean lastOfEquals = i == n - 1 || sorted[i + 1] != sorted[i];
      if (lastOfEquals && (i >= due || i == n - 1)) {
        due = i + Math.max(1, n / most);
        double above = (n - 1.0 - i) / n;
        points.add(Data.list(JsonText.number(sorted[i], DIGITS), JsonText.number(above, DIGITS)));
      }
    }
    return points;
  }
}
