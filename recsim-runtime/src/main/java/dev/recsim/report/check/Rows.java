package dev.recsim.report.check;

import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import dev.recsim.report.page.Figures;
import java.util.List;

/** Rows of the Markdown tables. */
final class Rows {
  static final List<String> AGENT_HEAD =
      MarkdownText.head(
          3,
          "verdict",
          "experiment",
          "agent",
          "baseline",
          "now",
          "difference",
          "interval",
          "margin",
          "seeds");

  static final List<String> CLAIM_HEAD =
      MarkdownText.head(3, "verdict", "experiment", "claim", "value", "interval", "seeds");

  private static final String NONE = "-";

  private Rows() {}

  static String agent(String experiment, Comparison it) {
    String verdict = verdict(it.outcome(), it.problem());
    String agent = MarkdownText.code(it.agent());
    if (it.problem() != null) {
      return MarkdownText.row(
          verdict, MarkdownText.code(experiment), agent, NONE, NONE, NONE, NONE, NONE, NONE);
    }
    int decimals = Figures.decimals(it.bounds());
    return MarkdownText.row(
        verdict + AgentSentence.conclusion(it),
        MarkdownText.code(experiment),
        agent,
        Figures.number(it.baseline(), decimals),
        Figures.number(it.current(), decimals),
        Phrases.difference(it.difference(), decimals)
            + Phrases.share(it).map(share -> " (" + share + ")").orElse(""),
        Phrases.differenceInterval(it.bounds(), it.alpha(), decimals).orElse(NONE),
        Figures.number(it.margin(), decimals),
        Phrases.seeds(it));
  }

  static String claim(String experiment, ClaimResult it) {
    boolean tested = it.problem() == null;
    return MarkdownText.row(
        verdict(it.outcome(), it.problem()),
        MarkdownText.code(experiment),
        MarkdownText.code(it.claim().text()),
        tested ? ClaimSentence.value(it) : NONE,
        tested ? ClaimSentence.interval(it).orElse(NONE) : NONE,
        tested ? Figures.count(it.seeds(), "seed") : NONE);
  }

  private static String verdict(Outcome outcome, String problem) {
    String name = outcome.holds() ? outcome.name() : "**" + outcome + "**";
    return problem == null ? name : name + ": " + MarkdownText.code(problem);
  }
}
