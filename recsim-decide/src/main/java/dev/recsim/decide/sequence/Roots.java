package dev.recsim.decide.sequence;

import java.util.function.DoubleUnaryOperator;

/** Roots of monotone functions, by bisection. */
final class Roots {
  private Roots() {}

  /** The root of a falling function that is not below 0 at low and not above 0 at high. */
  static double falling(DoubleUnaryOperator function, double low, double high) {
    double least = low;
    double most = high;
    for (int i = 0; i < 100 && least < most; i++) {
      double middle = least + (most - least) / 2;
      if (middle == least || middle == most) {
        break;
      }
      if (function.applyAsDouble(middle) > 0) {
        least = middle;
      } else {
        most = middle;
      }
    }
    return least + (most - least) / 2;
  }
}
