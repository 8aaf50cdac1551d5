package dev.recsim.report.verdict;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import dev.recsim.report.page.Page.Badge;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a check comes to in one word; the worst last. */
public enum Finding {
  /** Every session of every agent went as in the baseline. */
  IDENTICAL("good"),
  /** No agent is worse than its margin allows, and every claim is true. */
  HOLDS("good"),
  /** There is nothing to compare with. */
  NO_BASELINE("quiet"),
  /** Something is neither shown to hold nor to be worse. */
  UNDECIDED("unsure"),
  /** An agent was asked to be identical, and is not. */
  DIFFERS("bad"),
  /** Trials failed or are missing. */
  INCOMPLETE("bad"),
  /** The experiment is another one than the baseline's. */
  CHANGED("bad"),
  /** The baseline cannot be read. */
  DAMAGED("bad"),
  /** A claim is false. */
  BROKEN("bad"),
  /** An agent has become worse. */
  REGRESSED("bad");

  private final String tone;

  Finding(String tone) {
    this.tone = tone;
  }

  /** Of one agent or claim. */
  static Finding of(Outcome outcome) {
    return valueOf(outcome.name());
  }

  /** Of a whole check: the worst there is. */
  static Finding of(CheckResult check) {
    Finding status =
        switch (check.status()) {
          case COMPARED -> IDENTICAL;
          case NO_BASELINE -> NO_BASELINE;
          case CHANGED -> CHANGED;
          case DAMAGED -> DAMAGED;
        };
    return Stream.of(
            Stream.of(status),
            check.comparisons().stream().map(Comparison::outcome).map(Finding::of),
            // A claim that holds says nothing against a run that is identical.
            check.claims().stream()
                .map(ClaimResult::outcome)
                .filter(outcome -> !outcome.holds())
                .map(Finding::of))
        .flatMap(findings -> findings)
        .reduce(status, (a, b) -> a.compareTo(b) < 0 ? b : a);
  }

  /** From a {@code results.json}; empty where the word is not known. */
  public static Optional<Finding> of(String key) {
    return Arrays.stream(values()).filter(it -> it.key().equals(key)).findFirst();
  }

  /** As in {@code results.json}: {@code no_baseline}. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As on a page: {@code NO BASELINE}. */
  public Badge badge() {
    return new Badge(tone, name().replace('_', ' '));
  }
}
