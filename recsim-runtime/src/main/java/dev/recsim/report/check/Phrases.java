package dev.recsim.report.check;

import dev.recsim.baseline.Comparison;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Plain;
import dev.recsim.stats.Interval;
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

  /** {@code 0.61 less}, {@code 0.2 more}, {@code no difference}. */
  static String difference(double value, int decimals) {
    return value == 0
        ? "no difference"
        : Figures.number(Math.abs(value), decimals) + (value < 0 ? " less" : " more");
  }

  private static String level(double alpha) {
    return Figures.level(alpha) + " interval";
  }

  /** {@code 98 % interval 0.50 to 0.72 less}, of a difference. */
  static Optional<String> differenceInterval(
      Optional<Interval> bounds, double alpha, int decimals) {
    return bounds.map(
        it -> {
          if (Figures.noSpread(it)) {
            return "the same on every seed";
          }
          String low = Figures.number(Math.abs(it.low()), decimals);
          String high = Figures.number(Math.abs(it.high()), decimals);
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
            Figures.noSpread(it)
                ? "the same on every seed"
                : level(alpha)
                    + " "
                    + Figures.number(it.low(), decimals)
                    + " to "
                    + Figures.number(it.high(), decimals));
  }

  /** {@code 6.8 %} of the baseline; empty where that says nothing. */
  static Optional<String> share(Comparison comparison) {
    double share = Math.abs(comparison.difference() / comparison.baseline());
    return share > 0 && share < 100 ? Optional.of(Figures.percent(share)) : Optional.empty();
  }

  /** The margin of a comparison in its decimals, or in its own where it needs more. */
  static String margin(double margin, int decimals) {
    return "margin " + Figures.number(margin, decimals);
  }

  static String seeds(Comparison comparison) {
    return switch (comparison.method()) {
      case PAIRED -> Figures.count(comparison.seeds(), "seed") + ", paired";
      case WELCH ->
          "%s against %s, unpaired"
              .formatted(
                  Figures.count(comparison.seeds(), "seed"),
                  Figures.count(comparison.baselineSeeds()));
      case EXACT, NONE -> Figures.count(comparison.seeds(), "seed");
    };
  }
}
