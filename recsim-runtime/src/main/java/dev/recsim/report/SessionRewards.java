package dev.recsim.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsim.json.JsonText;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.stats.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** The distribution of single sessions' rewards, all seeds together. */
final class SessionRewards {
  /** Steps of a drawn distribution, at most: more cannot be seen. */
  private static final int POINTS = 150;

  private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75, 0.95};

  private SessionRewards() {}

  static Section section(Standings standings) {
    ObjectNode data = JsonText.NODES.objectNode();
    ArrayNode series = data.putArray("series");
    List<String> columns = new ArrayList<>(List.of("Agent", "#Mean", "#SD"));
    for (double quantile : QUANTILES) {
      columns.add("#" + Figures.percent(quantile).replace(".0", ""));
    }
    columns.addAll(List.of("#Highest", "#Sessions"));
    Table table = Table.of("Mean, deviation and quantiles of a session's reward", false, columns);
    for (Standing agent : standings.scored()) {
      double[] sorted =
          agent.completed().stream()
              .flatMapToDouble(trial -> DoubleStream.of(trial.rewards()))
              .sorted()
              .toArray();
      ArrayNode points = series.addObject().put("agent", agent.name()).putArray("points");
      steps(sorted, points);
      table.row(row(agent, sorted));
    }
    return new Section(
        "sessions",
        "Session rewards",
        "The share of evaluation sessions that earned more than a reward, all seeds together."
            + " Higher is better.",
        new Chart(
            "sessions", "Step chart: distribution of session rewards by agent", 0, List.of(), data),
        null,
        List.of(table));
  }

  private static List<Cell> row(Standing agent, double[] sorted) {
    Estimate mean = Estimate.of(sorted);
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(agent.name()));
    cells.add(Cell.of(Figures.fixed(mean.mean(), 2)));
    cells.add(Cell.of(mean.n() == 1 ? "-" : Figures.fixed(mean.standardDeviation(), 2)));
    for (double quantile : QUANTILES) {
      cells.add(Cell.of(reward(sorted[(int) (quantile * (sorted.length - 1))])));
    }
    cells.add(Cell.of(reward(sorted[sorted.length - 1])));
    cells.add(Cell.of(Figures.count(sorted.length)));
    return cells;
  }

  private static String reward(double value) {
    return value == Math.rint(value) ? Figures.fixed(value, 0) : Figures.fixed(value, 3);
  }

  /** Points (reward, share of the sessions above it), thinned evenly over the sessions. */
  private static void steps(double[] sorted, ArrayNode points) {
    int n = sorted.length;
    long distinct = Arrays.stream(sorted).distinct().count();
    int stride = distinct <= POINTS ? 1 : Math.max(1, n / POINTS);
    double last = Double.NaN;
    for (int i = 0; i < n; i++) {
      boolean lastOfEquals = i == n - 1 || sorted[i + 1] != sorted[i];
      boolean due = i == n - 1 || stride == 1 || (i + 1) / stride != i / stride;
      if (due && (lastOfEquals || stride > 1) && sorted[i] != last) {
        last = sorted[i];
        points
            .addArray()
            .add(Figures.drawn(sorted[i]))
            .add(Figures.drawn((double) above(sorted, i) / n));
      }
    }
  }

  private static int above(double[] sorted, int index) {
    int end = index;
    while (end < sorted.length && sorted[end] == sorted[index]) {
      end++;
    }
    return sorted.length - end;
  }
}
