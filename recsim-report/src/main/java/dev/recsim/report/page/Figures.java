package dev.recsim.report.page;

import dev.recsim.stats.Decimals;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/**
 * Numbers as text: a figure has as many decimals as its interval justifies.
 *
 * <p>Written through {@link BigDecimal}, never {@code Double.toString}, whose digits changed in JDK
 * 19.
 */
public final class Figures {
  /** Confidence of every interval of a report. */
  public static final double LEVEL = 0.95;

  private static final int MOST_DECIMALS = 4;
  private static final int FEW = 3;
  private static final int MOST_TO_TELL_APART = 9;
  private static final double ROUNDING = 1e-12;

  private Figures() {}

  /**
   * Returns the number of decimals that shows two digits of an uncertainty: 3 for 0.013; at most 4.
   */
  public static int decimals(double uncertainty) {
    if (!(uncertainty > 0) || Double.isInfinite(uncertainty)) {
      return MOST_DECIMALS;
    }
    BigDecimal rounded = new BigDecimal(uncertainty).round(new MathContext(2));
    return Math.max(0, Math.min(MOST_DECIMALS, rounded.scale()));
  }

  public static int decimals(Optional<Interval> interval) {
    return interval.map(it -> decimals(it.halfWidth())).orElse(decimals(0));
  }

  /** {@link Decimals#fixed}. */
  public static String fixed(double value, int decimals) {
    return Decimals.fixed(value, decimals);
  }

  /**
   * Returns a number with this many decimals, or with two digits if it would be 0 otherwise; a dash
   * for NaN.
   */
  public static String number(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return "-";
    }
    if (value == 0) {
      return "0";
    }
    boolean zero = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).signum() == 0;
    return zero ? significant(value, 2).toString() : fixed(value, decimals);
  }

  /**
   * Returns at least this many decimals, and enough to distinguish two numbers: 0.9899 is not 0.99.
   */
  public static int decimals(int least, double one, double other) {
    int decimals = least;
    while (decimals < MOST_TO_TELL_APART
        && one != other
        && number(one, decimals).equals(number(other, decimals))) {
      decimals++;
    }
    return decimals;
  }

  /** Whether an interval has no width, except for rounding. */
  public static boolean noSpread(Interval interval) {
    return interval.halfWidth()
        <= ROUNDING * Math.max(Math.abs(interval.low()), Math.abs(interval.high()));
  }

  /** Returns a number with this many decimals and its sign. */
  public static String signed(double value, int decimals) {
    String text = fixed(value, decimals);
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).signum() > 0
        ? "+" + text
        : text;
  }

  public static String mean(Estimate estimate) {
    return fixed(estimate.mean(), decimals(estimate.interval(LEVEL)));
  }

  /** Returns {@code 8.80 to 9.01}; {@code no spread} if all values are equal; a dash for none. */
  public static String interval(Optional<Interval> interval) {
    int decimals = decimals(interval);
    return interval(interval, value -> fixed(value, decimals), "");
  }

  /** As {@link #interval(Optional)}, with another format of the ends and text after it. */
  public static String interval(
      Optional<Interval> interval, DoubleFunction<String> text, String more) {
    return interval
        .map(
            it ->
                noSpread(it)
                    ? "no spread"
                    : text.apply(it.low()) + " to " + text.apply(it.high()) + more)
        .orElse("-");
  }

  /** {@link Decimals#percent}. */
  public static String percent(double share) {
    return Decimals.percent(share);
  }

  public static String percent(Optional<Double> share) {
    return share.map(Figures::percent).orElse("-");
  }

  /**
   * Returns the level of the interval between two one-sided bounds, each with this error
   * probability: {@code 98 %} for 0.01.
   */
  public static String level(double alpha) {
    BigDecimal level = significant(100 * (1 - 2 * alpha), 9).setScale(2, RoundingMode.DOWN);
    return level.stripTrailingZeros().toPlainString() + " %";
  }

  /** Returns a whole number with commas between thousands: {@code 37,000}. */
  public static String count(long value) {
    return Decimals.grouped(BigDecimal.valueOf(value));
  }

  /**
   * Returns a number of steps: {@code 37,000}; from 100,000 on in millions with two digits, {@code
   * 0.12 M}, {@code 10 M}.
   */
  public static String steps(double value) {
    if (value < 100_000) {
      return fixed(value, 0);
    }
    BigDecimal millions = significant(value, 2).movePointLeft(6).stripTrailingZeros();
    return Decimals.grouped(millions) + " M";
  }

  /** Returns a size with two digits: {@code 35 MB}, {@code 1.2 GB}. */
  public static String bytes(double bytes) {
    boolean large = bytes >= 1e9;
    BigDecimal size = significant(bytes * (large ? 1e-9 : 1e-6), 2);
    return Decimals.grouped(size.stripTrailingZeros()) + (large ? " GB" : " MB");
  }

  /** {@code 1 seed}, {@code 10 seeds}. */
  public static String count(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** {@code a, b, c and 4 more}. */
  public static String some(List<String> all, int most) {
    String named = String.join(", ", all.subList(0, Math.min(most, all.size())));
    return all.size() <= most ? named : named + " and " + count(all.size() - most) + " more";
  }

  /** Returns the first three sentences, and how many more there are. */
  public static List<String> few(List<String> all) {
    return all.size() <= FEW
        ? all
        : Stream.concat(
                all.stream().limit(FEW),
                Stream.of("and " + (all.size() - FEW) + " more, see below"))
            .toList();
  }

  /** Returns a number that somebody chose, with at most three digits: {@code 2}, {@code 0.5}. */
  public static String plain(double value) {
    return significant(value, 3).stripTrailingZeros().toPlainString();
  }

  /** Rounds a number to this many significant digits. */
  public static BigDecimal significant(double value, int digits) {
    return Decimals.significant(value, digits);
  }
}
