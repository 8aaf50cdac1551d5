package dev.recsim.report.verdict;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Outcome;
import dev.recsim.report.page.Page.Badge;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a check comes to in one word; the worst last. */
public enum Finding {
  COMPARED("good"),
  IDENTICAL("good"),
  HOLDS("good"),
  IMPROVED("good"),
  NEW("good"),
  NO_BASELINE("quiet"),
  UNDECIDED("unsure"),
  DIFFERS("bad"),
  INCOMPLETE("bad"),
  REMOVED("bad"),
  WEAKENED("bad"),
  ARENA_CHANGED("bad"),
  NO_EXPERIMENT("bad"),
  DAMAGED("bad"),
  BROKEN("bad"),
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
    return of(check.worst());
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
