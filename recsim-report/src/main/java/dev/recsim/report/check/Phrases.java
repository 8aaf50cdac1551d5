package dev.recsim.report.check;

import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Comparison.Evidence;
import dev.recsim.report.page.About;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Plain;
import dev.recsim.rule.Change;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** Parts of sentences: differences, intervals, and foreign text made fit for one line. */
final class Phrases {
  /** Characters of a changed value. */
  private static final int LONGEST = 80;

  private Phrases() {}

  /** Text that somebody else chose, on one line. */
  static String line(String text) {
    return Plain.line(text);
  }

  /** {@code gamma 0.8 -> 0.99}, {@code top_k 5 (added)}. */
  static String change(String key, Change change) {
    Optional<String> before = Optional.ofNullable(change.before()).map(Phrases::value);
    Optional<String> after = Optional.ofNullable(change.after()).map(Phrases::value);
    return line(key)
        + " "
        + before
            .map(old -> old + after.map(it -> " -> " + it).orElse(" (removed)"))
            .or(() -> after.map(it -> it + " (added)"))
            .orElseThrow();
  }

  /** Some of the changes, with the whole path of their keys. */
  static String changes(List<Change> changes) {
    return Figures.some(changes.stream().map(it -> change(it.key(), it)).toList(), 6);
  }

  private static String value(String text) {
    String line = line(text);
    int end = Math.min(LONGEST, line.length());
    return end == line.length() ? line : line(line.substring(0, end)) + " ...";
  }

  /** {@code " minutes a session"}, or {@code " a session"} without a unit. */
  static String perSession(String unit) {
    return " " + About.aSession(unit);
  }

  /** A mean score whose interval is not at hand. */
  static String score(double mean) {
    return Double.isNaN(mean) ? "none" : Figures.number(mean, 4);
  }

  /** {@code 0.61 less}, {@code 0.2 more}, {@code no difference}. */
  static String difference(double value, int decimals) {
    return value == 0
        ? "no difference"
        : Figures.number(Math.abs(value), decimals) + (value < 0 ? " less" : " more");
  }

  /**
   * {@code 98 % interval -0.72 to -0.50}, of a value or a difference; two one-sided bounds at alpha
   * each are an interval at 1 - 2 alpha.
   *
   * @param text of an end
   * @param unit of the sample, such as {@code seed}
   */
  static Optional<String> interval(
      Optional<Interval> bounds, double alpha, DoubleFunction<String> text, String unit) {
    return bounds.map(
        it ->
            Figures.noSpread(it)
                ? "the same %s every %s".formatted(unit.equals("seed") ? "on" : "in", unit)
                : "%s interval %s to %s"
                    .formatted(Figures.level(alpha), text.apply(it.low()), text.apply(it.high())));
  }

  /** {@code 6.8 %} of the baseline; empty where that says nothing. */
  static Optional<String> share(Comparison comparison) {
    double share = Math.abs(comparison.test().difference() / comparison.evidence().baseline());
    return share > 0 && share < 100 ? Optional.of(Figures.percent(share)) : Optional.empty();
  }

  static String seeds(Evidence it) {
    String seeds = Figures.count(it.seeds(), "seed");
    return switch (it.method()) {
      case PAIRED -> seeds + ", paired";
      case WELCH -> "%s against %s, unpaired".formatted(seeds, Figures.count(it.baselineSeeds()));
      case EXACT, NONE -> seeds;
    };
  }
}
