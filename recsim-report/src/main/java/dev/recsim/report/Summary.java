package dev.recsim.report;

import static java.util.Comparator.comparing;

import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.TextTable;
import dev.recsim.report.worlds.WorldWords;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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
    Standings standings = Standings.of(results);
    List<String> names = standings.all().stream().map(Standing::name).toList();
    Table table =
        Columns.<Standing>plain("Agents")
            .text("Agent", it -> numbered(it.name(), names))
            .figure("Mean reward", it -> scored(it, at -> Figures.mean(at.mean())))
            .figure("95 % interval", it -> scored(it, OneTraining::interval))
            .figure(
                standings.yardstick().map(Yardstick::column).orElse("of optimum"),
                it -> scored(it, at -> Figures.percent(at.share())))
            .text("Seeds", Summary::seeds)
            .rows(standings.all());
    Conclusion conclusion = Conclusion.of(standings);
    List<String> lines = new ArrayList<>(List.of(shortened(conclusion.headline(), names), ""));
    lines.addAll(TextTable.lines(table));
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
    lines.addAll(results.setting().reality());
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

  private static String scored(Standing agent, Function<Standing, String> figure) {
    return agent.scored() ? figure.apply(agent) : "-";
  }

  private static String seeds(Standing agent) {
    return agent.completed().size()
        + (agent.failed().isEmpty() ? "" : " (" + agent.failed().size() + " failed)");
  }
}
