package dev.recsim.report.check;

import dev.recsim.baseline.Comparison;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Plain;
import dev.recsim.stats.Interval;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/** Parts of sentences: numbers, intervals, and foreign text made fit for one line. */
final class Phrases {
  private static final double LARGE = 1e15;

  private static final double ROUNDING = 1e-12;

  private Phrases() {}

  /** Text that somebody else chose, on one line. */
  static String line(String text) {
    return Plain.line(text);
  }

  /** A number with these many decimals, or with two digits where those would show 0. */
  static String number(double value, int decimals) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "no number";
    }
    if (Math.abs(value) >= LARGE) {
      return Figures.significant(value, 3).round(new MathContext(3)).toString();
    }
    String text = Figures.fixed(value, decimals);
    boolean zero = text.chars().allMatch(c -> c == '0' || c == '.');
    return zero && value != 0 ? Figures.significant(value, 2).toString() : text;
  }

  /** {@code 0.61 less}, {@code 0.2 more}, {@code no difference}. */
  static String difference(double value, int decimals) {
    return value == 0
        ? "no difference"
        : number(Math.abs(value), decimals) + (value < 0 ? " less" : " more");
  }

  /** {@code 98 % interval}: two one-sided bounds at alpha, each, are one at 1 - 2 alpha. */
  static String level(double alpha) {
    return Figures.significant(100 * (1 - 2 * alpha), 9)
            .setScale(2, RoundingMode.DOWN)
            .stripTrailingZeros()
            .toPlainString()
        + " % interval";
  }

  /** {@code 98 % interval 0.50 to 0.72 less}, of a difference. */
  static Optional<String> differenceInterval(
      Optional<Interval> bounds, double alpha, int decimals) {
    return bounds.map(
        it -> {
          if (noSpread(it)) {
            return "the same on every seed";
          }
          String low = number(Math.abs(it.low()), decimals);
          String high = number(Math.abs(it.high()), decimals);
          if (it.high() <= 0) {
            return level(alpha) + " " + high + " to " + low + " less";
          }
          return level(alpha)
              + (it.low() >= 0
                  ? " " + low + " to " + high + " more"
                  : " " + low + " less to " + high + " more");
        });
  }

  /** {@code 98 % interval 0.950 to 0.972}, of a value. */
  static Optional<String> interval(Optional<Interval> bounds, double alpha, int decimals) {
    return bounds.map(
        it ->
            noSpread(it)
                ? "the same on every seed"
                : level(alpha)
                    + " "
                    + number(it.low(), decimals)
                    + " to "
                    + number(it.high(), decimals));
  }

  /** Whether an interval has no width but what rounding gives it. */
  private static boolean noSpread(Interval interval) {
    return interval.halfWidth()
        <= ROUNDING * Math.max(Math.abs(interval.low()), Math.abs(interval.high()));
  }

  /** {@code 6.8 %} of the baseline; empty where that says nothing. */
  static Optional<String> share(Comparison comparison) {
    double share = Math.abs(comparison.difference() / comparison.baseline());
    return share > 0 && share < 100 ? Optional.of(Figures.percent(share)) : Optional.empty();
  }

  /** The margin of a comparison in its decimals, or in its own where it needs more. */
  static String margin(double margin, int decimals) {
    return "margin " + number(margin, decimals);
  }

  static String seeds(Comparison comparison) {
    return switch (comparison.method()) {
      case PAIRED -> count(comparison.seeds(), "seed") + ", paired";
      case WELCH ->
          "%s against %s, unpaired"
              .formatted(
                  count(comparison.seeds(), "seed"), Figures.count(comparison.baselineSeeds()));
      case EXACT, NONE -> count(comparison.seeds(), "seed");
    };
  }

  /** {@code 1 seed}, {@code 10 seeds}. */
  static String count(long count, String noun) {
    return Figures.count(count) + " " + noun + (count == 1 ? "" : "s");
  }
}
