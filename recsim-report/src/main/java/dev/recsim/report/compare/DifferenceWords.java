package dev.recsim.report.compare;

import dev.recsim.baseline.Outcome;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Plain;
import dev.recsim.report.page.Tone;
import dev.recsim.rule.Change;
import dev.recsim.stats.Interval;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Verdicts, figures and values of a comparison of two runs as text, the same in all of its formats.
 * A comparison has no margin and no right side.
 */
final class DifferenceWords {
  /** Smaller shares of the base appear as 0.0 %. */
  private static final double LEAST_SHARE = 0.0005;

  /** Largest number of characters of a changed value. */
  private static final int LONGEST = 120;

  /** Number of characters before the first difference, if values are too long. */
  private static final int BEFORE = 30;

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

  /** The badge of the most important of some words; empty if there is none. */
  static Optional<Badge> worst(Stream<String> words) {
    Set<String> all = words.collect(Collectors.toSet());
    return BADGES.values().stream().filter(it -> all.contains(it.word())).findFirst();
  }

  /** {@code no clear difference}. */
  static String text(Outcome outcome) {
    return badge(outcome).word();
  }

  /** Its place among all verdicts, the most important first. */
  static int rank(Outcome outcome) {
    return BY_IMPORTANCE.indexOf(outcome);
  }

  static String base(AgentDifference agent) {
    return Figures.number(agent.evidence().baseline(), Figures.decimals(agent.interval()));
  }

  static String head(AgentDifference agent) {
    return Figures.number(agent.evidence().current(), Figures.decimals(agent.interval()));
  }

  /** {@code -0.61 (-6.8 %)}. */
  static String difference(AgentDifference agent) {
    double value = agent.difference();
    int decimals = Figures.decimals(agent.interval());
    boolean lost = agent.interval().filter(it -> Math.abs(value) < it.halfWidth()).isPresent();
    String text = lost ? Figures.signed(value, decimals) : signed(value, decimals);
    return agent
        .share()
        .filter(share -> Math.abs(share) >= LEAST_SHARE)
        .map(share -> text + " (" + (share > 0 ? "+" : "") + Figures.percent(share) + ")")
        .orElse(text);
  }

  /** {@code -0.72 to -0.50}. */
  static String interval(AgentDifference agent) {
    int decimals = Figures.decimals(agent.interval());
    return Figures.interval(agent.interval(), value -> signed(value, decimals), "");
  }

  /** {@code 10 paired}, {@code 10 / 12 unpaired}. */
  static String seeds(AgentDifference agent) {
    if (agent.evidence().seeds() == 0) {
      return "-";
    }
    String head = Figures.count(agent.evidence().seeds());
    return switch (agent.evidence().method()) {
      case PAIRED -> head + " paired";
      case WELCH -> Figures.count(agent.evidence().baselineSeeds()) + " / " + head + " unpaired";
      case EXACT, NONE ->
          agent.evidence().baselineSeeds() == agent.evidence().seeds()
              ? head
              : Figures.count(agent.evidence().baselineSeeds()) + " / " + head;
    };
  }

  /** Adds base, head, difference and interval to a table, the same in all formats. */
  static Columns<AgentDifference> figures(Columns<AgentDifference> table, double alpha) {
    return table
        .cell("Base", it -> cell(base(it), it.evidence().baseline()))
        .cell("Head", it -> cell(head(it), it.evidence().current()))
        .cell("Difference", it -> cell(difference(it), it.difference()))
        .cell(
            Figures.level(alpha) + " interval",
            it -> cell(interval(it), it.interval().map(Interval::low).orElse(Double.NaN)));
  }

  private static Cell cell(String text, double key) {
    return Double.isNaN(key) ? Cell.of(text) : Cell.of(text, key);
  }

  static String signed(double value, int decimals) {
    return (value > 0 ? "+" : "") + Figures.number(value, decimals);
  }

  /** Returns the values of a change on one line each; long values are cut around the difference. */
  static Change fit(Change change) {
    String before = value(change.before());
    String after = value(change.after());
    int shorter = Math.min(before.length(), after.length());
    int same = 0;
    while (same < shorter && before.charAt(same) == after.charAt(same)) {
      same++;
    }
    int from = Math.max(0, same - BEFORE);
    return new Change(Plain.line(change.key()), cut(before, from), cut(after, from));
  }

  private static String value(String value) {
    return Optional.ofNullable(value)
        .map(it -> it.isEmpty() ? "(empty)" : it)
        .orElse("(not there)");
  }

  private static String cut(String value, int from) {
    if (value.length() <= LONGEST) {
      return Plain.line(value);
    }
    int start = Math.min(from, value.length() - 1);
    int end = Math.min(value.length(), start + LONGEST);
    return (start > 0 ? "... " : "")
        + Plain.line(value.substring(start, end))
        + (end < value.length() ? " ..." : "");
  }
}
