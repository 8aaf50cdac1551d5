package dev.recsim.report;

import dev.recsim.report.page.Figures;
import dev.recsim.stats.Estimate;
import java.util.ArrayList;
import java.util.List;

/** The few lines that a terminal shows of an experiment; plain ASCII but for its names. */
public final class Summary {
  private Summary() {}

  /**
   * A table of agents with mean reward, 95 % interval over seeds, share of the optimum and number
   * of seeds, then the verdict. Lines without line ends.
   */
  public static List<String> lines(ExperimentResults results) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"agent", "mean reward", "95 % interval", "of optimum", "seeds"});
    Standings standings = Standings.of(results);
    standings.all().forEach(agent -> rows.add(row(agent)));
    List<String> lines = new ArrayList<>();
    rows.forEach(row -> lines.add(line(row, rows)));
    lines.add("");
    lines.add(Conclusion.of(standings).sentence());
    return List.copyOf(lines);
  }

  private static String[] row(Standing agent) {
    String failed = agent.failed().isEmpty() ? "" : " (" + agent.failed().size() + " failed)";
    if (!agent.scored()) {
      return new String[] {agent.name(), "-", "-", "-", "0" + failed};
    }
    Estimate mean = agent.mean();
    return new String[] {
      agent.name(),
      Figures.mean(mean),
      Figures.interval(mean.interval(Figures.LEVEL)),
      Figures.percent(agent.share()),
      mean.n() + failed
    };
  }

  /** The first column to the left, the others to the right, except what failed. */
  private static String line(String[] row, List<String[]> rows) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.length; column++) {
      int c = column;
      int width = rows.stream().mapToInt(it -> it[c].length()).max().orElse(0);
      String pad = " ".repeat(width - row[column].length());
      boolean left = column == 0 || column == row.length - 1;
      line.append(column == 0 ? "" : "  ").append(left ? row[column] + pad : pad + row[column]);
    }
    return line.toString().stripTrailing();
  }
}
