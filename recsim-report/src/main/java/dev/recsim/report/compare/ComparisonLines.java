package dev.recsim.report.compare;

import dev.recsim.report.compare.RunComparison.Part;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Plain;
import dev.recsim.report.page.TextTable;
import dev.recsim.rule.Change;
import java.util.ArrayList;
import java.util.List;

/** A comparison as lines for a terminal, in plain ASCII except for names and values. */
public final class ComparisonLines {
  /** Largest number of changed keys that are listed for an experiment. */
  private static final int MOST_CHANGES = 20;

  private ComparisonLines() {}

  /**
   * Returns lines without line ends: a table and the changed keys of each experiment, then the
   * conclusion.
   */
  public static List<String> of(RunComparison runs) {
    List<String> lines = new ArrayList<>();
    for (ExperimentComparison experiment : runs.experiments()) {
      if (experiment.oneSided()) {
        Part part = experiment.base().or(experiment::head).orElseThrow();
        lines.add(
            "%s: %s, %s"
                .formatted(
                    Plain.line(experiment.name()),
                    DifferenceWords.text(experiment.worst()),
                    Plain.line(part.origin())));
      } else if (experiment.same()) {
        lines.add(
            "%s: identical, %s"
                .formatted(
                    Plain.line(experiment.name()),
                    Figures.count(experiment.agents().size(), "agent")));
      } else {
        lines.addAll(experiment(experiment, runs.alpha()));
      }
    }
    Sentences sentences = new Sentences(runs, Plain::line);
    lines.add("");
    lines.add(sentences.sides());
    lines.add((sentences.headline() + " " + sentences.detail()).strip());
    return List.copyOf(lines);
  }

  private static List<String> experiment(ExperimentComparison experiment, double alpha) {
    List<String> lines =
        new ArrayList<>(
            List.of("%s, %s:".formatted(Plain.line(experiment.name()), experiment.reward())));
    Columns<AgentDifference> table =
        Columns.<AgentDifference>plain("Agents").text("Agent", it -> Plain.line(it.agent()));
    DifferenceWords.figures(table, alpha)
        .text("Seeds", DifferenceWords::seeds)
        .text(
            "Verdict",
            it ->
                DifferenceWords.text(it.outcome())
                    + (it.note().isEmpty() ? "" : " (" + it.note() + ")"));
    TextTable.lines(table.rows(experiment.agents())).forEach(line -> lines.add("  " + line));
    List<Change> changes = experiment.changes();
    for (Change change : changes.subList(0, Math.min(MOST_CHANGES, changes.size()))) {
      Change fit = DifferenceWords.fit(change);
      lines.add("  changed: %s: %s -> %s".formatted(fit.key(), fit.before(), fit.after()));
    }
    if (changes.size() > MOST_CHANGES) {
      lines.add("  changed: %s more".formatted(Figures.count(changes.size() - MOST_CHANGES)));
    }
    return lines;
  }
}
