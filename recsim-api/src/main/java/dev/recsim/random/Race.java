package dev.recsim.random;

/**
 * A race of exponential times, as {@link RandomKey#exponential} tells them: who arrives first? The
 * answer is the one that comparing the times themselves gives, but a time is only computed where
 * bounds of it leave the order open, which saves most of the logarithms. Mutable, one for each
 * race.
 *
 * <pre>{@code
 * Race race = new Race(key);
 * for (int i = 0; i < rates.length; i++) {
 *   first = race.leads(i, rates[i]) ? i : first;
 * }
 * }</pre>
 */
public final class Race {
  private static final int BITS = 8;
  private static final double LOG_2 = StrictMath.log(2);

  /** Wider than all errors of rounding: the logarithms are below 37, so those are below 1e-13. */
  private static final double SLACK = 1e-9;

  /** -log(1 + i / 256) */
  private static final double[] MINUS_LOG = new double[(1 << BITS) + 1];

  static {
    for (int i = 0; i < MINUS_LOG.length; i++) {
      MINUS_LOG[i] = -StrictMath.log(1 + (double) i / (1 << BITS));
    }
  }

  private final RandomKey key;
  private long draw;
  private double rate;
  private double earliest = Double.POSITIVE_INFINITY;
  private double latest = Double.POSITIVE_INFINITY;

  /**
   * A race that nobody has entered; the times are draws of this key.
   *
   * @param key gives the times as its draws
   */
  public Race(RandomKey key) {
    this.key = key;
  }

  /**
   * Somebody enters the race.
   *
   * @param draw index of the draw that is its luck
   * @param rate 0 or more; at 0 it never arrives
   * @return whether it arrives before all who entered earlier
   */
  public boolean leads(long draw, double rate) {
    if (rate == 0) {
      return false;
    }
    // 1 - uniform is 2^exponent (1 + fraction) with an exponent from -53 to 0.
    long bits = Double.doubleToRawLongBits(1 - key.uniform(draw));
    double whole = ((bits >>> 52) - 1023) * -LOG_2;
    int part = (int) (bits >>> (52 - BITS)) & ((1 << BITS) - 1);
    double from = (whole + MINUS_LOG[part + 1] - SLACK) / rate;
    double to = (whole + MINUS_LOG[part] + SLACK) / rate;
    if (from >= latest || !(to <= earliest || isEarlier(draw, rate))) {
      return false;
    }
    this.draw = draw;
    this.rate = rate;
    earliest = from;
    latest = to;
    return true;
  }

  /** By the times themselves. */
  private boolean isEarlier(long otherDraw, double otherRate) {
    return key.exponential(otherDraw, otherRate) < key.exponential(draw, rate);
  }
}
