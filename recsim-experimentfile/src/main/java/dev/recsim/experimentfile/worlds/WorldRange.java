package dev.recsim.experimentfile.worlds;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * A range of a number.
 *
 * @param name key of the option, with dots
 * @param path the same as keys
 * @param integer whether the number is an integer
 */
record WorldRange(String name, List<String> path, double low, double high, boolean integer) {
  private static final MathContext DIGITS = new MathContext(9);
  private static final MathContext SHOWN = new MathContext(3);

  /** Number of parts in which tables show a range. */
  static final int PARTS = 3;

  /**
   * A number of the range.
   *
   * @param share how far it is from low to high, in [0, 1)
   */
  BigDecimal at(double share) {
    double value =
        integer ? Math.floor(low + share * (high - low + 1)) : low + share * (high - low);
    return BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros();
  }

  /** The part of the range in which a number is, from 0. */
  int part(BigDecimal value) {
    double share = high > low ? (value.doubleValue() - low) / (high - low) : 0;
    return Math.min(PARTS - 1, (int) (PARTS * share));
  }

  /** The parts in words: {@code 0.1 to 0.167}. */
  List<String> parts() {
    double width = (high - low) / PARTS;
    return List.of(
        text(low) + " to " + text(low + width),
        text(low + width) + " to " + text(high - width),
        text(high - width) + " to " + text(high));
  }

  static String text(double value) {
    return BigDecimal.valueOf(value).round(SHOWN).stripTrailingZeros().toPlainString();
  }
}
