package dev.recsim.fit.judge;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers in sentences, with the same text on every JVM. */
public final class NumberText {
  private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

  private NumberText() {}

  /** Three significant digits without an exponent; a dash if the number is not finite. */
  public static String text(double value) {
    if (!Double.isFinite(value)) {
      return "-";
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    return rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }

  /** The same of a finite number with its last zeros, for numbers that are compared. */
  public static String digits(double value) {
    return new BigDecimal(value).round(DIGITS).toPlainString();
  }

  /** A share as a percentage with one decimal. */
  public static String percent(double share) {
    return Double.isFinite(share)
        ? new BigDecimal(share).movePointRight(2).setScale(1, RoundingMode.HALF_EVEN) + " %"
        : "-";
  }
}
