package dev.recsim.report.check;

import dev.recsim.baseline.Outcome;
import java.util.Locale;

/** A verdict in a word, for machines and for pages. */
final class OutcomeWords {
  private OutcomeWords() {}

  /** The word of terminals, files and CI servers: {@code ARENA CHANGED}. */
  static String machine(Outcome outcome) {
    return outcome.name().replace('_', ' ');
  }

  /** The word of pages, whose readers do not know the check: {@code environment changed}. */
  static String page(Outcome outcome) {
    return switch (outcome) {
      case COMPARED -> "claims hold";
      case IDENTICAL -> "unchanged";
      case HOLDS -> "no worse";
      case IMPROVED -> "better";
      case UNDECIDED -> "not decided";
      case UNREPEATABLE -> "not repeatable";
      case DIFFERS -> "not identical";
      case ARENA_CHANGED -> "environment changed";
      case REGRESSED -> "worse";
      default -> machine(outcome).toLowerCase(Locale.ROOT);
    };
  }

  /** The word of pages for a claim: one that is true holds. */
  static String ofClaim(Outcome outcome) {
    return outcome == Outcome.HOLDS ? "holds" : page(outcome);
  }
}
