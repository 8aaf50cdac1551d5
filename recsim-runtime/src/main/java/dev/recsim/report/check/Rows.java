package dev.recsim.report.check;

import static dev.recsim.report.page.Markdown.code;

import dev.recsim.baseline.ArenaScore;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import dev.recsim.report.page.Figures;
import java.util.List;

/** Tables of Markdown. */
final class Rows {
  static final List<String> AGENT_HEAD =
      head(
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
      head(3, "verdict", "experiment", "claim", "value", "interval", "seeds");

  static final List<String> ARENA_HEAD =
      head(
          2,
          "experiment",
          "agent",
          "score in the baseline",
          "in the changed arena (not comparable)");

  private static final String NONE = "-";

  private Rows() {}

  static String agent(String experiment, Comparison it) {
    String agent = verdict(it.outcome(), it.problem());
    int decimals = Figures.decimals(it.bounds());
    boolean compared = !Double.isNaN(it.difference());
    String basis = AgentWords.conclusion(it);
    return row(
        basis.isEmpty() ? agent : agent + "; " + basis,
        code(experiment),
        code(it.agent()),
        it.best() == null
            ? Figures.number(it.baseline(), decimals)
            : code(it.best()) + " " + Phrases.score(it.baseline()),
        Figures.number(it.current(), decimals),
        compared
            ? Phrases.difference(it.difference(), decimals)
                + Phrases.share(it).map(share -> " (" + share + ")").orElse("")
            : NONE,
        Phrases.differenceInterval(it.bounds(), it.alpha(), decimals).orElse(NONE),
        compared ? Figures.number(it.margin(), decimals) : NONE,
        it.problem() == null ? Phrases.seeds(it) : NONE);
  }

  static String claim(String experiment, ClaimResult it) {
    boolean tested = it.problem() == null;
    return row(
        verdict(it.outcome(), it.problem()),
        code(experiment),
        code(it.claim().text()),
        tested ? ClaimWords.value(it) : NONE,
        tested ? ClaimWords.interval(it).orElse(NONE) : NONE,
        tested ? Phrases.count(it.seeds(), "seed") : NONE);
  }

  static String arena(String experiment, ArenaScore it) {
    return row(
        code(experiment),
        code(it.agent()),
        Phrases.score(it.baseline()),
        Phrases.score(it.current()));
  }

  private static String verdict(Outcome outcome, String problem) {
    String name = outcome.holds() ? outcome.name() : "**" + outcome + "**";
    return problem == null ? name : name + ": " + code(problem);
  }

  static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  /**
   * The two lines above a table's rows.
   *
   * @param left how many columns are text; the others are numbers, to the right
   */
  static List<String> head(int left, String... columns) {
    StringBuilder rule = new StringBuilder("|");
    for (int i = 0; i < columns.length; i++) {
      rule.append(i < left ? " --- |" : " ---: |");
    }
    return List.of(row(columns), rule.toString());
  }
}
