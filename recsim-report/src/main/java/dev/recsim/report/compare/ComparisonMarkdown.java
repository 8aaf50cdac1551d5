package dev.recsim.report.compare;

import dev.recsim.baseline.Outcome;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Markdown;
import dev.recsim.report.page.Plain;
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
    text.append(
        "| Agent | Base | Head | Difference | %s interval | Seeds | Verdict |\n"
            .formatted(Figures.level(alpha)));
    text.append("|:--|--:|--:|--:|--:|--:|:--|\n");
    experiment.agents().stream()
        .limit(MOST_AGENTS)
        .map(ComparisonMarkdown::row)
        .forEach(text::append);
    more(text, experiment.agents().size() - MOST_AGENTS, "agents");
    changes(text, experiment.changes());
    return text.toString();
  }

  private static String row(AgentDifference agent) {
    String word = DifferenceWords.text(agent.outcome());
    boolean bold = agent.outcome() == Outcome.REGRESSED || agent.outcome() == Outcome.IMPROVED;
    return "| %s | %s | %s%s |\n"
        .formatted(
            Markdown.code(agent.agent()),
            String.join(" | ", DifferenceWords.figures(agent)),
            bold ? "**" + word + "**" : word,
            agent.note().isEmpty() ? "" : ": " + Markdown.code(agent.note()));
  }

  private static void changes(StringBuilder text, List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    text.append("\n| Changed | Base | Head |\n|:--|:--|:--|\n");
    for (Change change : changes.subList(0, Math.min(MOST_CHANGES, changes.size()))) {
      Change fit = DifferenceWords.fit(change);
      text.append(
          "| %s | %s | %s |\n"
              .formatted(
                  Markdown.code(fit.key()),
                  Markdown.code(fit.before()),
                  Markdown.code(fit.after())));
    }
    more(text, changes.size() - MOST_CHANGES, "keys");
  }

  private static void more(StringBuilder text, int more, String what) {
    if (more > 0) {
      text.append("\n%s more %s.\n".formatted(Figures.count(more), what));
    }
  }
}
