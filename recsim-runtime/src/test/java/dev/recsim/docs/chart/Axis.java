package dev.recsim.docs.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A range of values that ends at round ones.
 *
 * @param step between round values
 * @param decimals of the step
 * @param powers whether the values are exponents of 10 of what the labels say
 */
record Axis(double from, double to, double step, int decimals, boolean powers) {
  private static final int STEPS = 6;

  /** An axis that holds these values, in at most about {@value #STEPS} steps. */
  static Axis over(double least, double most) {
    double span = most > least ? most - least : 1;
    for (int power = -6; ; power++) {
      for (double factor : new double[] {1, 2, 5}) {
        double step = factor * StrictMath.pow(10, power);
        if (step * STEPS >= span) {
          double from = Math.floor(least / step + 1e-9) * step;
          double to = Math.ceil(most / step - 1e-9) * step;
          return new Axis(from, to > from ? to : from + step, step, Math.max(0, -power), false);
        }
      }
    }
  }

  /** An axis of powers of ten that holds these exponents. */
  static Axis ofPowers(double least, double most) {
    double from = Math.floor(least + 1e-9);
    double to = Math.ceil(most - 1e-9);
    return new Axis(from, to > from ? to : from + 1, 1, 0, true);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; from + i * step <= to + step / 2; i++) {
      ticks.add(from + i * step);
    }
    return ticks;
  }

  /** Where a value lies between two places. */
  double at(double value, double first, double last) {
    return first + (value - from) / (to - from) * (last - first);
  }

  String label(double value) {
    return powers ? power((int) Math.rint(value)) : label(value, decimals);
  }

  /** In thousands and millions, for which there is room. */
  private static String power(int exponent) {
    int unit = Math.max(0, Math.min(2, exponent / 3));
    String number = BigDecimal.ONE.scaleByPowerOfTen(exponent - 3 * unit).toPlainString();
    return number + List.of("", " k", " M").get(unit);
  }

  static String label(double value, int decimals) {
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }
}
