package dev.recsim.stats;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.InverseErfc;

/** The standard normal distribution. */
public final class Normal {
  private static final double ROOT = Math.sqrt(2);

  private Normal() {}

  /** P(Z &gt;= z). */
  public static double above(double z) {
    return Erfc.value(z / ROOT) / 2;
  }

  /** P(Z &lt;= z). */
  public static double below(double z) {
    return above(-z);
  }

  /** The z that is exceeded with this chance. */
  public static double exceeded(double chance) {
    return ROOT * InverseErfc.value(2 * chance);
  }
}
