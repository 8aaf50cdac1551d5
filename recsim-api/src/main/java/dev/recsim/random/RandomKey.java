package dev.recsim.random;

import java.io.Serializable;
import java.util.Objects;

/**
 * A key from which random numbers are computed. It replaces random generators with state.
 *
 * <p>The same path of names and indices gives the same numbers, whatever else was drawn before:
 *
 * <pre>{@code
 * RandomKey user = RandomKey.root(42).child("world").child(7);
 * double first = user.uniform(0);
 * }</pre>
 *
 * <p>A name is hashed letter by letter, an index at once. So code that runs at each step derives
 * children by index, from a child that it derived by name before.
 *
 * <p>Draw {@code i} of a key is the {@code i}-th output of SplitMix64 started at the key (Steele,
 * Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014; finalizer: Stafford
 * variant 13). Children use another increment and another finalizer (MurmurHash3's), so the draws
 * of a key and the keys of its children are unrelated. The numbers do not depend on the machine or
 * the JDK: arithmetic is exact or on 64-bit integers, and logarithms and cosines come from {@link
 * StrictMath}.
 *
 * @param bits the key itself
 */
public record RandomKey(long bits) implements Serializable {
  private static final long DRAW_INCREMENT = 0x9E3779B97F4A7C15L;
  private static final long CHILD_INCREMENT = 0xD1342543DE82EF95L;
  private static final double UNIT = 0x1.0p-53;

  /**
   * {@return the root key of a seed}
   *
   * @param seed any number
   */
  public static RandomKey root(long seed) {
    return new RandomKey(mixChild(seed + CHILD_INCREMENT));
  }

  /**
   * {@return the child with this name}
   *
   * @param name any text
   * @throws NullPointerException if the name is null
   */
  public RandomKey child(String name) {
    Objects.requireNonNull(name, "name");
    long hash = bits ^ 0x6A09E667F3BCC909L;
    for (int i = 0; i < name.length(); i++) {
      hash = mixChild(hash + CHILD_INCREMENT + name.charAt(i));
    }
    return new RandomKey(mixChild(hash ^ name.length()));
  }

  /**
   * {@return the child with this index; any long is allowed}
   *
   * @param index any number
   */
  public RandomKey child(long index) {
    return new RandomKey(mixChild(bits + CHILD_INCREMENT * (index + 1)));
  }

  /**
   * {@return draw {@code index} as 64 random bits}
   *
   * @param index number of the draw
   */
  public long bits(long index) {
    return mixDraw(bits + DRAW_INCREMENT * (index + 1));
  }

  /**
   * {@return draw {@code index} as a multiple of 2^-53, uniform in [0, 1)}
   *
   * @param index number of the draw
   */
  public double uniform(long index) {
    return (bits(index) >>> 11) * UNIT;
  }

  /**
   * {@return draw {@code index} as an integer, uniform in [0, bound); the bias is below bound *
   * 2^-63}
   *
   * @param index number of the draw
   * @param bound above 0
   * @throws IllegalArgumentException if bound is not positive
   */
  public int below(long index, int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive, but is " + bound);
    }
    return (int) Math.multiplyHigh(bits(index) >>> 1, (long) bound << 1);
  }

  /**
   * {@return draw {@code index} from the exponential distribution, by inversion}
   *
   * @param index number of the draw
   * @param rate 0 or more; at 0 the draw is positive infinity
   */
  public double exponential(long index, double rate) {
    return rate == 0 ? Double.POSITIVE_INFINITY : -StrictMath.log(1 - uniform(index)) / rate;
  }

  /**
   * {@return draw {@code index} from the standard normal distribution, by the Box-Muller transform
   * of the uniform draws 2 index and 2 index + 1} Do not mix with other draws of the same key.
   *
   * @param index number of the draw
   */
  public double gaussian(long index) {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform(2 * index)));
    return radius * StrictMath.cos(2 * Math.PI * uniform(2 * index + 1));
  }

  /**
   * {@return a draw from the gamma distribution with scale 1, density proportional to x^(shape - 1)
   * e^-x} It uses all randomness of the key: derive a child for each draw.
   *
   * <p>Drawn by rejection after Marsaglia and Tsang, "A simple method for generating gamma
   * variables", ACM TOMS 26(3), 2000: with d = shape - 1/3, c = 1 / sqrt(9 d), a normal x and a
   * uniform u, accept d v for v = (1 + c x)^3 if v &gt; 0 and ln u &lt; x^2 / 2 + d - d v + d ln v.
   * For shapes below 1, a draw with shape + 1 is multiplied by u^(1 / shape).
   *
   * @param shape above 0
   * @throws IllegalArgumentException unless the shape is positive and finite
   */
  public double gamma(double shape) {
    if (!(shape > 0) || Double.isInfinite(shape)) {
      throw new IllegalArgumentException("shape must be positive, but is " + shape);
    }
    if (shape < 1) {
      double u = 1 - child("boost").uniform(0);
      return gamma(shape + 1) * StrictMath.pow(u, 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    for (int attempt = 0; ; attempt++) {
      RandomKey luck = child(attempt);
      double x = luck.gaussian(0);
      double root = 1 + c * x;
      double v = root * root * root;
      // The normal draw uses the uniform draws 0 and 1.
      double u = 1 - luck.uniform(2);
      if (v > 0 && StrictMath.log(u) < x * x / 2 + d - d * v + d * StrictMath.log(v)) {
        return d * v;
      }
    }
  }

  /**
   * {@return a draw from the beta distribution on [0, 1], density proportional to x^(alpha - 1) (1
   * - x)^(beta - 1)} It is a / (a + b) with a of {@link #gamma}(alpha) and b of gamma(beta), and
   * uses all randomness of the key: derive a child for each draw.
   *
   * @param alpha above 0
   * @param beta above 0
   * @throws IllegalArgumentException unless both are positive and finite
   */
  public double beta(double alpha, double beta) {
    if (!(alpha > 0) || !(beta > 0) || Double.isInfinite(alpha) || Double.isInfinite(beta)) {
      throw new IllegalArgumentException(
          "alpha and beta must be positive, but are " + alpha + " and " + beta);
    }
    double a = child("alpha").gamma(alpha);
    double b = child("beta").gamma(beta);
    return a + b == 0 ? alpha / (alpha + beta) : a / (a + b);
  }

  /** {@return an empty race of exponential times drawn from this key} */
  public Race race() {
    return new Race(this);
  }

  private static long mixDraw(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static long mixChild(long z) {
    z = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
    z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return z ^ (z >>> 33);
  }

  /**
   * Finds the smallest of several exponential times, each drawn by {@link RandomKey#exponential}.
   * It compares bounds of the times and computes a time only if the bounds overlap, which saves
   * most logarithms; the result is the same. Mutable, one for each race.
   *
   * <pre>{@code
   * RandomKey.Race race = key.race();
   * for (int i = 0; i < rates.length; i++) {
   *   first = race.leads(i, rates[i]) ? i : first;
   * }
   * }</pre>
   */
  public static final class Race {
    private static final int BITS = 8;
    private static final double LOG_2 = StrictMath.log(2);

    /**
     * Larger than all rounding errors: the logarithms are below 37, so the errors are below 1e-13.
     * Only below the smallest normal rate, 1 / rate can be infinite; there the times decide.
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

    private Race(RandomKey key) {
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
      if (rate < Double.MIN_NORMAL) {
        return rate > 0 && isEarlier(draw, rate) && lead(draw, rate, 0, Double.POSITIVE_INFINITY);
      }
      // 1 - uniform is 2^exponent (1 + fraction) with an exponent from -53 to 0.
      long bits = Double.doubleToRawLongBits(1 - key.uniform(draw));
      double whole = ((bits >>> 52) - 1023) * -LOG_2;
      int part = (int) (bits >>> (52 - BITS)) & ((1 << BITS) - 1);
      double mean = 1 / rate;
      double from = (whole + MINUS_LOG[part + 1] - SLACK) * mean;
      double to = (whole + MINUS_LOG[part] + SLACK) * mean;
      return from < latest
          && (to < earliest || isEarlier(draw, rate))
          && lead(draw, rate, from, to);
    }

    private boolean lead(long draw, double rate, double from, double to) {
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
}
