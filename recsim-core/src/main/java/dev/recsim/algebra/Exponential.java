package dev.recsim.algebra;

/**
 * The exponential function, a few times as fast as that of {@link StrictMath}, with an error below
 * 2 units in the last place. It consists of sums and products, so its bits are the same on every
 * machine: exp(x) = 2^(k / 64) exp(r), with the first factor from a table, and r from 0 up to ln(2)
 * / 128 in size.
 */
public final class Exponential {
  private static final int BITS = 6;
  private static final int PARTS = 1 << BITS;
  private static final double[] POWERS = new double[PARTS];
  private static final double PER_PART = PARTS / StrictMath.log(2);

  /** ln(2) / 64, of which the first part has 21 bits less, so that products with k are exact. */
  private static final double FIRST_PART = 0x1.62e42fee00000p-1 / PARTS;

  private static final double SECOND_PART = 0x1.a39ef35793c76p-33 / PARTS;

  /** Numbers to which this is added and subtracted become integers. */
  private static final double ROUND = 0x1.8p52;

  /** Arguments of which neither the result nor the power of two leaves the range of doubles. */
  private static final double LARGEST = 700;

  private static final int MANTISSA = 52;
  private static final int BIAS = 1023;

  static {
    for (int i = 0; i < PARTS; i++) {
      POWERS[i] = StrictMath.pow(2, (double) i / PARTS);
    }
  }

  private Exponential() {}

  /** Returns e^x. */
  public static double of(double x) {
    if (!(Math.abs(x) <= LARGEST)) {
      return StrictMath.exp(x);
    }
    double rounded = x * PER_PART + ROUND;
    double k = rounded - ROUND;
    int parts = (int) Double.doubleToRawLongBits(rounded);
    double r = x - k * FIRST_PART - k * SECOND_PART;
    double square = r * r;
    double rest = r + square * (1.0 / 2 + r * (1.0 / 6) + square * (1.0 / 24 + r * (1.0 / 120)));
    double power =
        POWERS[parts & PARTS - 1]
            * Double.longBitsToDouble((long) ((parts >> BITS) + BIAS) << MANTISSA);
    return power + power * rest;
  }
}
