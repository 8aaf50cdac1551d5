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
}
