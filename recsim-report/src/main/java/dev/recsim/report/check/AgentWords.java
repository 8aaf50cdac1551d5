package dev.recsim.report.check;

import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Plain;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A verdict on an agent or a guarded metric of it in words. */
final class AgentWords {
  /** Changed keys of an agent that a sentence names. */
  private static final int NAMED = 6;

  private AgentWords() {}

  /**
   * The verdict as one sentence: {@code actor_critic REGRESSED: 8.31 a session against 8.92 in the
   * baseline, a drop of 0.61 (6.8 %; 98 % interval 0.50 to 0.72 less; margin 0.18; 10 seeds,
   * paired)}. The interval is that of two one-sided bounds at alpha each, so of level 1 - 2 alpha.
   *
   * @param where follows the verdict; may be empty
   * @param unit of rewards; may be empty
   */
  static String sentence(Comparison it, String where, String unit) {
    return Phrases.line(it.name())
        + " "
        + OutcomeWords.machine(it.outcome())
        + where
        + ": "
        + words(it, unit)
        + after(it.outcome() == Outcome.IDENTICAL ? "" : changed(it));
  }

  /** The figures behind the verdict, or why there are none. */
  static String reason(Comparison it, String unit) {
    return words(it, unit) + after(changed(it));
  }

  /**
   * The verdict for readers of a page: {@code Slate diversity of a fell by 11.5 %, allowed 2 %}.
   */
  static String plain(Comparison it, String unit) {
    String agent = Phrases.line(it.agent());
    boolean guard = it.ofGuard();
    String name =
        guard ? it.subject().quantity().metric().replace('_', ' ') + " of " + agent : agent;
    double margin = it.test().margin();
    // In the unit in which the file writes the margin.
    Optional<String> share =
        Phrases.share(it)
            .filter(any -> !it.subject().quantity().margin().isAbsolute(it.evidence().baseline()));
    String allowed =
        share.isEmpty()
            ? Figures.plain(margin)
            : Figures.plain(100 * margin / Math.abs(it.evidence().baseline())) + " %";
    String size = share.orElseGet(() -> change(it) + (guard ? "" : Phrases.perSession(unit)));
    boolean less = it.test().difference() < 0;
    return switch (it.outcome()) {
      case REGRESSED ->
          (guard
                  ? "%s %s by %s".formatted(Plain.capital(name), less ? "fell" : "rose", size)
                  : "%s earns %s less than in the baseline".formatted(name, size))
              + ", allowed "
              + allowed;
      case UNDECIDED ->
          "Whether %s got worse by more than the allowed %s is not decided"
              .formatted(name, allowed);
      default -> (guard ? Plain.capital(name) : name) + ": " + OutcomeWords.page(it.outcome());
    };
  }

  private static String words(Comparison it, String unit) {
    if (it.verdict().problem().isPresent()) {
      return Phrases.line(it.verdict().problem().get());
    }
    int decimals = Figures.decimals(it.test().bounds());
    String now =
        Figures.number(it.evidence().current(), decimals)
            + (it.ofGuard() ? "" : Phrases.perSession(unit));
    return switch (it.outcome()) {
      case NEW -> now + " on " + Figures.count(it.evidence().seeds(), "seed") + after(best(it));
      case REMOVED ->
          Figures.number(it.evidence().baseline(), decimals)
              + Phrases.perSession(unit)
              + " in the baseline, not in the experiment";
      case IDENTICAL ->
          (Double.isNaN(it.evidence().current()) ? "no value on some seeds" : now)
              + (it.ofGuard() ? ", as in the baseline (" : ", every session as in the baseline (")
              + Phrases.seeds(it.evidence())
              + ")";
      default ->
          "%s against %s in the baseline, %s (%s)%s"
              .formatted(
                  now,
                  Figures.number(it.evidence().baseline(), decimals),
                  it.outcome() == Outcome.REGRESSED
                      ? (it.test().difference() < 0 ? "a drop of " : "a rise of ") + change(it)
                      : Phrases.difference(it.test().difference(), decimals),
                  facts(it, decimals),
                  after(conclusion(it)));
    };
  }

  /** The best agent of the baseline, beside which a new one stands. */
  static String best(Comparison it) {
    return it.evidence()
        .best()
        .map(
            best ->
                "best agent of the baseline: %s %s"
                    .formatted(Phrases.line(best), Phrases.score(it.evidence().baseline())))
        .orElse("");
  }

  /** {@code actor_critic REGRESSED by 0.61, 6.8 %; margin 0.18}. */
  static String brief(Comparison it) {
    String verdict = Phrases.line(it.name()) + " " + OutcomeWords.machine(it.outcome());
    return it.outcome() != Outcome.REGRESSED
        ? verdict
        : verdict
            + " by "
            + change(it)
            + Phrases.share(it).map(share -> ", " + share).orElse("")
            + "; "
            + margin(it, Figures.decimals(it.test().bounds()));
  }

  private static String change(Comparison it) {
    return Figures.number(Math.abs(it.test().difference()), Figures.decimals(it.test().bounds()));
  }

  private static String margin(Comparison it, int decimals) {
    return "margin " + Figures.number(it.test().margin(), decimals);
  }

  /** What the difference rests on. */
  static String facts(Comparison it, int decimals) {
    return Stream.of(
            Phrases.share(it),
            Phrases.interval(
                it.test().bounds(),
                it.test().alpha(),
                value -> Figures.number(value, decimals),
                "seed"),
            Optional.of(margin(it, decimals)),
            Optional.of(Phrases.seeds(it.evidence())))
        .flatMap(Optional::stream)
        .collect(Collectors.joining("; "));
  }

  /** What follows from it; empty where nothing does. */
  static String conclusion(Comparison it) {
    String conclusion =
        switch (it.outcome()) {
          case IMPROVED -> "significantly better";
          case UNDECIDED -> undecided(it);
          case DIFFERS -> "recsim.exact requires an identical run";
          default -> "";
        };
    boolean lower =
        it.subject().quantity().lowerIsBetter() && !Double.isNaN(it.test().difference());
    return !lower || it.outcome() == Outcome.IDENTICAL
        ? conclusion
        : conclusion.isEmpty() ? "lower is better" : "lower is better; " + conclusion;
  }

  /**
   * {@code changed: gamma 0.8 -> 0.99; code: core/target/classes changed since the baseline's
   * trials}; empty where nothing is known to have changed.
   */
  static String changed(Comparison it) {
    String prefix = "agents." + it.agent() + ".";
    String keys =
        Figures.some(
            it.subject().changes().stream()
                .map(change -> Phrases.change(change.key().replace(prefix, ""), change))
                .toList(),
            NAMED);
    String code = Figures.some(it.subject().code().stream().map(Phrases::line).toList(), NAMED);
    return Stream.of(
            keys.isEmpty() ? "" : "changed: " + keys,
            code.isEmpty() ? "" : "code: " + code + " since the baseline's trials")
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private static String after(String conclusion) {
    return conclusion.isEmpty() ? "" : "; " + conclusion;
  }

  private static String undecided(Comparison it) {
    if (it.test().bounds().isEmpty()) {
      return "too few seeds for a test: use 5 or more";
    }
    if (significant(it)) {
      return it.ofGuard()
          ? "it got worse, but among so many comparisons that is not significant"
          : "it dropped, but among so many agents that is not significant";
    }
    if (it.test().seedsToDecide() == 0) {
      return "no number of seeds would decide: set a wider margin";
    }
    return it.test().seedsToDecide() > it.evidence().seeds()
        ? "about " + Figures.count(it.test().seedsToDecide(), "seed") + " would decide"
        : "more seeds would decide";
  }

  /** Of an undecided comparison: whether more seeds would decide, as far as is known. */
  static boolean seedsDecide(Comparison it) {
    return it.test().bounds().isEmpty() || significant(it) || it.test().seedsToDecide() > 0;
  }

  private static boolean significant(Comparison it) {
    return it.lost() && it.significantlyWorse();
  }
}
