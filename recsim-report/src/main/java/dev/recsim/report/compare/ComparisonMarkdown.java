package dev.recsim.report.compare;

import dev.recsim.baseline.Outcome;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Markdown;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Plain;
import dev.recsim.report.page.TextTable;
import dev.recsim.rule.Change;
import java.util.List;

/**
 * {@code compare.md}, for a comment on a pull request or a job summary.
 *
 * <p>Names, keys and values are shown as code, so they have no meaning in Markdown or HTML. Entries
 * that do not fit into {@link #MOST_BYTES} are counted; the page has all.
 */
public final class ComparisonMarkdown {
  /** Largest size. GitHub cuts a job summary at a mebibyte and a comment at 65,536 characters. */
  public static final int MOST_BYTES = 60_000;

  private static final int RESERVE = 200;
  private static final int MOST_AGENTS = 100;
  private static final int MOST_CHANGES = 20;

  private ComparisonMarkdown() {}

  /** Returns the comparison as Markdown, ending with a newline. */
  public static String render(RunComparison runs) {
    Sentences sentences = new Sentences(runs, Markdown::code);
    StringBuilder text = new StringBuilder("## recsim:compare\n\n");
    text.append("**").append(sentences.headline()).append("**\n\n");
    if (!sentences.detail().isEmpty()) {
      text.append(sentences.detail()).append("\n\n");
    }
    text.append(sentences.sides()).append('\n');
    List<ExperimentComparison> experiments = runs.experiments();
    int size = Markdown.bytes(text);
    for (int i = 0; i < experiments.size(); i++) {
      String block = block(experiments.get(i), runs.alpha());
      size += Markdown.bytes(block);
      if (size > MOST_BYTES - RESERVE) {
        text.append("\n%s more: see the page.\n".formatted(Figures.count(experiments.size() - i)));
        break;
      }
      text.append(block);
    }
    return text.toString();
  }

  private static String block(ExperimentComparison experiment, double alpha) {
    StringBuilder text = new StringBuilder("\n### ");
    text.append(Markdown.code(experiment.name())).append("\n\n");
    if (experiment.oneSided()) {
      return text.append(Plain.capital(DifferenceWords.text(experiment.worst())))
          .append(".\n")
          .toString();
    }
    if (experiment.same()) {
      return text.append("Identical: ")
          .append(Figures.count(experiment.agents().size(), "agent"))
          .append(".\n")
          .toString();
    }
    text.append(Plain.capital(experiment.reward())).append(":\n\n");
    Columns<AgentDifference> table =
        Columns.<AgentDifference>plain("Agents").text("Agent", it -> Markdown.code(it.agent()));
    DifferenceWords.figures(table, alpha)
        .figure("Seeds", DifferenceWords::seeds)
        .text("Verdict", ComparisonMarkdown::verdict);
    text.append(TextTable.markdown(table.rows(experiment.agents()), MOST_AGENTS, "agents"));
    if (!experiment.changes().isEmpty()) {
      text.append('\n').append(TextTable.markdown(changes(experiment), MOST_CHANGES, "keys"));
    }
    return text.toString();
  }

  private static String verdict(AgentDifference agent) {
    String word = DifferenceWords.text(agent.outcome());
    boolean bold = agent.outcome() == Outcome.REGRESSED || agent.outcome() == Outcome.IMPROVED;
    return (bold ? "**" + word + "**" : word)
        + (agent.note().isEmpty() ? "" : ": " + Markdown.code(agent.note()));
  }

  private static Table changes(ExperimentComparison experiment) {
    return Columns.<Change>plain("Changed keys")
        .text("Changed", it -> Markdown.code(it.key()))
        .text("Base", it -> Markdown.code(it.before()))
        .text("Head", it -> Markdown.code(it.after()))
        .rows(experiment.changes().stream().map(DifferenceWords::fit).toList());
  }
}
