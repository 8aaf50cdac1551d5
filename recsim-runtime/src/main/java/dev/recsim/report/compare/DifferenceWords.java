package dev.recsim.report.compare;

import dev.recsim.baseline.Outcome;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Tone;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The verdicts of a comparison of two runs, which has no margin and no right side, in words. */
final class DifferenceWords {
  private static final Map<Outcome, Badge> BADGES = new LinkedHashMap<>();

  static {
    BADGES.put(Outcome.REGRESSED, new Badge(Tone.BAD, "worse"));
    BADGES.put(Outcome.REMOVED, new Badge(Tone.QUIET, "only in base"));
    BADGES.put(Outcome.NEW, new Badge(Tone.QUIET, "only in head"));
    BADGES.put(Outcome.INCOMPLETE, new Badge(Tone.UNSURE, "not compared"));
    BADGES.put(Outcome.IMPROVED, new Badge(Tone.GOOD, "better"));
    BADGES.put(Outcome.UNDECIDED, new Badge(Tone.QUIET, "no clear difference"));
    BADGES.put(Outcome.IDENTICAL, new Badge(Tone.QUIET, "identical"));
  }

  private static final List<Outcome> BY_IMPORTANCE = List.copyOf(BADGES.keySet());

  /** The most important first. */
  static final Comparator<Outcome> ORDER = Comparator.comparing(DifferenceWords::rank);

  private DifferenceWords() {}

  /** The badge on a page. */
  static Badge badge(Outcome outcome) {
    return BADGES.get(outcome);
  }

  /** {@code no clear difference}. */
  static String text(Outcome outcome) {
    return badge(outcome).word();
  }

  /** Its place among all verdicts, the most important first. */
  static int rank(Outcome outcome) {
    return BY_IMPORTANCE.indexOf(outcome);
  }
}
