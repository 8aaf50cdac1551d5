package dev.recsim.report;

import dev.recsim.report.page.Figures;
import dev.recsim.report.page.TextTable;
import dev.recsim.report.worlds.WorldWords;
import dev.recsim.stats.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The summary of an experiment for a terminal, in plain ASCII except for names. */
public final class Summary {
  private Summary() {}

  /**
   * Returns the headline, a table of agents with mean reward, 95 % interval over seeds, share of
   * the optimum and number of seeds, then the figures behind the headline and warnings, as lines
   * without line ends.
   */
  public static List<String> lines(ExperimentResults results) {
    List<List<String>> rows = new ArrayList<>();
    Standings standings = Standings.of(results);
    String share = standings.yardstick().map(Yardstick::column).orElse("of optimum");
    rows.add(
        List.of("agent", "mean reward", "95 % interval", share.toLowerCase(Locale.ROOT), "seeds"));
    standings.all().forEach(agent -> rows.add(row(agent)));
    Conclusion conclusion = Conclusion.of(standings);
    List<String> lines = new ArrayList<>(List.of(conclusion.headline(), ""));
    lines.addAll(TextTable.lines(rows, 1));
    lines.add("");
    if (!conclusion.detail().isEmpty()) {
      lines.add(conclusion.detail());
    }
    lines.addAll(results.reality());
    results.worlds().forEach(it -> lines.add(WorldWords.sentence(it)));
    lines.addAll(standings.trust().lines());
    conclusion.warnings().forEach(it -> lines.add("warning: " + it));
    results.tuning().ifPresent(it -> lines.addAll(it.lines()));
    return List.copyOf(lines);
  }

  /** Returns the decision in one sentence. */
  public static String headline(ExperimentResults results) {
    return Conclusion.of(Standings.of(results)).headline();
  }

  /**
   * Returns sentences about agents that cannot be compared or learned too little, with keys to try.
   */
  public static List<String> warnings(ExperimentResults results) {
    return Conclusion.of(Standings.of(results)).warnings();
  }

  private static List<String> row(Standing agent) {
    String failed = agent.failed().isEmpty() ? "" : " (" + agent.failed().size() + " failed)";
    if (!agent.scored()) {
      return List.of(agent.name(), "-", "-", "-", "0" + failed);
    }
    Estimate mean = agent.mean();
    return List.of(
        agent.name(),
        Figures.mean(mean),
        Figures.interval(mean.interval(Figures.LEVEL)),
        Figures.percent(agent.share()),
        mean.n() + failed);
  }
}
