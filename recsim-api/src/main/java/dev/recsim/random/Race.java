package dev.recsim.random;

/**
 * Finds the smallest of several exponential times, each drawn by {@link RandomKey#exponential}. It
 * compares bounds of the times and computes a time only if the bounds overlap, which saves most
 * logarithms; the result is the same. Mutable, one for each race.
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

  /**
   * Larger than all rounding errors: the logarithms are below 37, so the errors are below 1e-13.
   */
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
   * Creates an empty race.
   *
   * @param key key whose draws are the times
   */
  public Race(RandomKey key) {
    this.key = key;
  }

  /**
   * Adds a time to the race.
   *
   * @param draw index of the time's draw
   * @param rate 0 or more; at 0 the time is infinite and never the smallest
   * @return whether the time is smaller than all times added before
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

  /** Compares the times themselves. */
  private boolean isEarlier(long otherDraw, double otherRate) {
    return key.exponential(otherDraw, otherRate) < key.exponential(draw, rate);
  }
}
