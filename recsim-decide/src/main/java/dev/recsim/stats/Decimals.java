package dev.recsim.stats;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as text. They are written through {@link BigDecimal}, never {@code Double.toString},
 * whose digits changed in JDK 19.
 */
public final class Decimals {
  private static final double LARGE = 1e15;

  private Decimals() {}

  /** Rounds a number to this many significant digits, without zeros at its end. */
  public static BigDecimal significant(double value, int digits) {
    return plain(new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN)));
  }

  /** Returns the number without zeros at its end and without an exponent. */
  public static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** Returns a number with this many decimals, {@code 8.925}; {@code 1.23E+20} for a large one. */
  public static String fixed(double value, int decimals) {
    return Math.abs(value) >= LARGE
        ? significant(value, 3).round(new MathContext(3)).toString()
        : grouped(new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN));
  }

  /**
   * Returns a share as a percentage. Near 100 % it has more decimals and is cut, not rounded: 100 %
   * is only shown for 1, to nine digits. 0 and 100 % have no decimals.
   */
  public static String percent(double share) {
    if (Math.abs(share) < 1e-9) {
      return "0 %";
    }
    if (Math.abs(share - 1) < 1e-9) {
      return "100 %";
    }
    boolean near = share < 1 && share > 0.999;
    BigDecimal percent = new BigDecimal(share).movePointRight(2);
    return near
        ? percent.setScale(share > 0.9999 ? 3 : 2, RoundingMode.DOWN) + " %"
        : grouped(percent.setScale(1, RoundingMode.HALF_EVEN)) + " %";
  }

  /** Returns a number with commas between thousands: {@code 37,000}. */
  public static String grouped(BigDecimal value) {
    String plain = value.toPlainString();
    int point = plain.indexOf('.') < 0 ? plain.length() : plain.indexOf('.');
    StringBuilder text = new StringBuilder(plain);
    int first = plain.startsWith("-") ? 1 : 0;
    for (int i = point - 3; i > first; i -= 3) {
      text.insert(i, ',');
    }
    return value.signum() == 0 && first == 1 ? text.substring(1) : text.toString();
  }
}
