package dev.recsim.report;

import static java.util.Comparator.comparing;

import dev.recsim.report.page.Figures;
import dev.recsim.report.page.TextTable;
import dev.recsim.report.worlds.WorldWords;
import dev.recsim.stats.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The summary of an experiment for a terminal, in plain ASCII except for names. */
public final class Summary {
  /**
   * Names of agents that are longer, as those of a sweep, are numbered, and sentences have "#3".
   */
  private static final int LONGEST_NAME = 30;

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
    List<String> names = standings.all().stream().map(Standing::name).toList();
    standings.all().forEach(agent -> rows.add(row(agent, numbered(agent.name(), names))));
    Conclusion conclusion = Conclusion.of(standings);
    List<String> lines = new ArrayList<>(List.of(shortened(conclusion.headline(), names), ""));
    lines.addAll(TextTable.lines(rows, 1));
    lines.add("");
    sentences(results, standings).forEach(it -> lines.add(shortened(it, names)));
    return List.copyOf(lines);
  }

  private static List<String> sentences(ExperimentResults results, Standings standings) {
    List<String> lines = new ArrayList<>();
    Conclusion conclusion = Conclusion.of(standings);
    if (!conclusion.detail().isEmpty()) {
      lines.add(conclusion.detail());
    }
    lines.addAll(results.reality());
    results.worlds().forEach(it -> lines.add(WorldWords.sentence(it)));
    lines.addAll(standings.trust().lines());
    conclusion.warnings().forEach(it -> lines.add("warning: " + it));
    results.tuning().ifPresent(it -> lines.addAll(it.lines()));
    return lines;
  }

  private static String numbered(String name, List<String> names) {
    return name.length() > LONGEST_NAME ? number(name, names) + " " + name : name;
  }

  private static String number(String name, List<String> names) {
    return "#" + (names.indexOf(name) + 1);
  }

  private static String shortened(String sentence, List<String> names) {
    String shortened = sentence;
    for (String name : names.stream().sorted(comparing(String::length).reversed()).toList()) {
      shortened =
          name.length() > LONGEST_NAME ? shortened.replace(name, number(name, names)) : shortened;
    }
    return shortened;
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

  private static List<String> row(Standing agent, String name) {
    String failed = agent.failed().isEmpty() ? "" : " (" + agent.failed().size() + " failed)";
    if (!agent.scored()) {
      return List.of(name, "-", "-", "-", "0" + failed);
    }
    Estimate mean = agent.mean();
    return List.of(
        name,
        Figures.mean(mean),
        OneTraining.interval(agent),
        Figures.percent(agent.share()),
        mean.n() + failed);
  }
}
