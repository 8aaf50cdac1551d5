package dev.recsim.report.check;

import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import dev.recsim.report.page.Figures;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a check says of an agent, as one sentence. */
final class AgentSentence {
  private AgentSentence() {}

  static String of(Comparison comparison) {
    String head = Phrases.line(comparison.agent()) + " " + comparison.outcome() + ": ";
    if (comparison.problem() != null) {
      return head + Phrases.line(comparison.problem());
    }
    int decimals = Figures.decimals(comparison.bounds());
    String now = Figures.number(comparison.current(), decimals) + " a session";
    if (comparison.outcome() == Outcome.IDENTICAL) {
      return head
          + "%s, every session as in the baseline (%s)".formatted(now, Phrases.seeds(comparison));
    }
    String before = Figures.number(comparison.baseline(), decimals) + " in the baseline";
    return head
        + "%s against %s, %s (%s)"
            .formatted(now, before, difference(comparison, decimals), facts(comparison, decimals))
        + conclusion(comparison);
  }

  private static String difference(Comparison comparison, int decimals) {
    return comparison.outcome() == Outcome.REGRESSED
        ? "a drop of " + drop(comparison)
        : Phrases.difference(comparison.difference(), decimals);
  }

  /** {@code 0.61}. */
  static String drop(Comparison comparison) {
    return Figures.number(Math.abs(comparison.difference()), Figures.decimals(comparison.bounds()));
  }

  private static String facts(Comparison comparison, int decimals) {
    return Stream.of(
            Phrases.share(comparison),
            Phrases.differenceInterval(comparison.bounds(), comparison.alpha(), decimals),
            Optional.of(Phrases.margin(comparison.margin(), decimals)),
            Optional.of(Phrases.seeds(comparison)))
        .flatMap(Optional::stream)
        .collect(Collectors.joining("; "));
  }

  /** What follows from it, after a semicolon; empty where nothing does. */
  static String conclusion(Comparison comparison) {
    return switch (comparison.outcome()) {
      case HOLDS -> comparison.improved() ? "; better beyond doubt: record it" : "";
      case UNDECIDED -> "; " + undecided(comparison);
      case DIFFERS -> "; recsim.exact asks for an identical run";
      default -> "";
    };
  }

  private static String undecided(Comparison comparison) {
    if (comparison.bounds().isEmpty()) {
      return "too few seeds to tell a drop from luck: 5 or more";
    }
    if (dropped(comparison)) {
      return "it dropped, but among so many agents that may be luck";
    }
    if (comparison.seedsToDecide() == 0) {
      return "no number of seeds would decide: set a wider margin";
    }
    return comparison.seedsToDecide() > comparison.seeds()
        ? "about " + Figures.count(comparison.seedsToDecide(), "seed") + " would decide"
        : "so many seeds decide 9 times of 10, not this time: more seeds would";
  }

  /** Of an undecided agent: whether more seeds would decide, as far as can be told. */
  static boolean seedsDecide(Comparison comparison) {
    return comparison.bounds().isEmpty() || dropped(comparison) || comparison.seedsToDecide() > 0;
  }

  private static boolean dropped(Comparison comparison) {
    return comparison.difference() <= -comparison.margin()
        && comparison.bounds().filter(it -> it.high() < 0).isPresent();
  }
}
