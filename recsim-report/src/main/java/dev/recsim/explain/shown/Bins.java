package dev.recsim.explain.shown;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Bins of a number with about equally many values each.
 *
 * @param noun what the number is, such as {@code clickbait}
 * @param bounds lower bounds of all bins but the first, ascending
 */
record Bins(String noun, double[] bounds) {
  private static final MathContext DIGITS = new MathContext(2);

  /**
   * Returns at most this many bins; fewer if values repeat.
   *
   * @param values in any order; at least one
   */
  static Bins of(String noun, double[] values, int most) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] bounds =
        IntStream.range(1, most)
            .mapToDouble(i -> sorted[i * sorted.length / most])
            .filter(bound -> bound > sorted[0])
            .distinct()
            .toArray();
    return new Bins(noun, bounds);
  }

  /** The number of bins. */
  int count() {
    return bounds.length + 1;
  }

  /** The bin of a value. */
  int of(double value) {
    int bin = 0;
    while (bin < bounds.length && value >= bounds[bin]) {
      bin++;
    }
    return bin;
  }

  /** The name of a bin: {@code clickbait 0.2 to 0.4}. */
  String label(int bin) {
    if (bounds.length == 0) {
      return "any " + noun;
    }
    if (bin == 0) {
      return noun + " below " + text(bounds[0]);
    }
    return bin == bounds.length
        ? noun + " from " + text(bounds[bin - 1])
        : noun + " " + text(bounds[bin - 1]) + " to " + text(bounds[bin]);
  }

  /** A number with two digits. */
  static String text(double number) {
    BigDecimal rounded = new BigDecimal(number).round(DIGITS);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
