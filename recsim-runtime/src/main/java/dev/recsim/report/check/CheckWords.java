package dev.recsim.report.check;

import dev.recsim.baseline.Change;
import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import dev.recsim.report.page.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A check in plain words, for terminals: one line is one element, without line end, plain ASCII but
 * for names, errors and values, which are made fit for one line.
 */
public final class CheckWords {
  /** Changed keys that a terminal lists. */
  private static final int LISTED = 40;

  private static final String INDENT = "  ";

  private CheckWords() {}

  /**
   * An agent's verdict as one sentence: {@code actor_critic REGRESSED: 8.31 a session against 8.92
   * in the baseline, a drop of 0.61 (6.8 %; 98 % interval 0.50 to 0.72 less; margin 0.18; 10 seeds,
   * paired)}. The interval is that of two one-sided bounds at alpha each, so of level 1 - 2 alpha.
   */
  public static String sentence(Comparison comparison) {
    return AgentSentence.of(comparison);
  }

  /** A claim's verdict as one sentence. */
  public static String sentence(ClaimResult claim) {
    return ClaimSentence.of(claim);
  }

  /** A changed key: {@code agents.actor_critic.gamma: 0.8 -> 0.99}. */
  public static String line(Change change) {
    String key = Phrases.line(change.key()) + ": ";
    if (change.before() == null) {
      return key + "added, " + Phrases.line(change.after());
    }
    return key
        + Phrases.line(change.before())
        + (change.after() == null ? ", removed" : " -> " + Phrases.line(change.after()));
  }

  /** The command that makes the numbers of a new run the baseline. */
  public static String command(String experiment) {
    return Cures.command(experiment);
  }

  /**
   * What there is to say of an experiment: one line where all is well, else also a sentence for
   * each agent and claim that is not, and what to do.
   */
  public static List<String> lines(CheckResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(Phrases.line(result.experiment()) + ": " + overview(result));
    changes(result).forEach(it -> lines.add(INDENT + it));
    result.comparisons().stream()
        .filter(it -> !it.outcome().holds() || it.improved())
        .forEach(it -> lines.add(INDENT + sentence(it)));
    result.claims().stream()
        .filter(it -> !it.outcome().holds())
        .forEach(it -> lines.add(INDENT + sentence(it)));
    cures(result).forEach(it -> lines.add(INDENT + it));
    return List.copyOf(lines);
  }

  /** What there is to do about it; nothing where all is well. */
  public static List<String> cures(CheckResult result) {
    return Cures.of(result).stream().map(Cure::line).toList();
  }

  /** An experiment in half a sentence: {@code 1 regressed; 2 agents as in the baseline (...)}. */
  public static String overview(CheckResult result) {
    String claims = claims(result.claims());
    return claims.isEmpty() ? baseline(result) : baseline(result) + "; " + claims;
  }

  /** How an experiment stands to its baseline. */
  static String baseline(CheckResult result) {
    return switch (result.status()) {
      case NO_BASELINE -> "no baseline";
      case CHANGED ->
          "the experiment is not the one its baseline was recorded of; "
              + Figures.count(result.changes().size(), "key")
              + " changed";
      case DAMAGED -> "its baseline " + Phrases.line(Objects.toString(result.problem(), ""));
      case COMPARED -> agents(result.comparisons());
    };
  }

  /** The changed keys, a line each, cut where there are too many. */
  static List<String> changes(CheckResult result) {
    List<String> lines = new ArrayList<>();
    result.changes().stream().limit(LISTED).forEach(it -> lines.add("- " + line(it)));
    if (result.changes().size() > LISTED) {
      lines.add("... and " + Figures.count(result.changes().size() - LISTED) + " more");
    }
    return lines;
  }

  /** {@code 1 regressed; 2 agents as in the baseline (1 identical, 1 within the margin)}. */
  private static String agents(List<Comparison> comparisons) {
    long identical = count(comparisons, Outcome.IDENTICAL);
    long better =
        comparisons.stream().filter(it -> it.outcome() == Outcome.HOLDS && it.improved()).count();
    long within = count(comparisons, Outcome.HOLDS) - better;
    long holding = identical + within + better;
    String bad =
        Stream.of(Outcome.REGRESSED, Outcome.DIFFERS, Outcome.UNDECIDED, Outcome.INCOMPLETE)
            .map(it -> counted(count(comparisons, it), word(it)))
            .filter(it -> !it.isEmpty())
            .collect(Collectors.joining(", "));
    String basis =
        Stream.of(
                counted(identical, "identical"),
                counted(within, "within the margin"),
                counted(better, "better"))
            .filter(it -> !it.isEmpty())
            .collect(Collectors.joining(", "));
    String good =
        holding == 0 ? "" : Figures.count(holding, "agent") + " as in the baseline (" + basis + ")";
    return Stream.of(bad, good).filter(it -> !it.isEmpty()).collect(Collectors.joining("; "));
  }

  private static long count(List<Comparison> comparisons, Outcome outcome) {
    return comparisons.stream().filter(it -> it.outcome() == outcome).count();
  }

  private static String counted(long count, String word) {
    return count == 0 ? "" : Figures.count(count) + " " + word;
  }

  private static String claims(List<ClaimResult> claims) {
    Map<Outcome, Long> counts =
        claims.stream()
            .collect(
                Collectors.groupingBy(ClaimResult::outcome, TreeMap::new, Collectors.counting()));
    return Stream.of(Outcome.BROKEN, Outcome.UNDECIDED, Outcome.INCOMPLETE, Outcome.HOLDS)
        .filter(counts::containsKey)
        .map(outcome -> Figures.count(counts.get(outcome), "claim") + " " + word(outcome, counts))
        .collect(Collectors.joining(", "));
  }

  private static String word(Outcome outcome) {
    return outcome == Outcome.DIFFERS ? "not identical" : outcome.name().toLowerCase(Locale.ROOT);
  }

  private static String word(Outcome outcome, Map<Outcome, Long> counts) {
    return switch (outcome) {
      case BROKEN -> "broken";
      case UNDECIDED -> "undecided";
      case INCOMPLETE -> "incomplete";
      default -> counts.get(outcome) == 1 ? "holds" : "hold";
    };
  }

  /** The last line of a build: {@link Headline}. */
  public static String headline(List<CheckResult> results, Policy policy) {
    return Headline.of(results, policy);
  }

  /** The message of a build that fails: the headline, and all that is to say of what failed. */
  public static String failure(List<CheckResult> results, Policy policy) {
    return Stream.concat(
            Stream.of(headline(results, policy)),
            results.stream().filter(policy::fails).flatMap(it -> lines(it).stream()))
        .collect(Collectors.joining("\n"));
  }
}
