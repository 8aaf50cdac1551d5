package dev.recsim.live.unit;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A sum without rounding, so that it does not depend on the order of its terms, and what was added
 * can be taken out again. It is a fixed-point number of 640 bits, half of them below 1, in limbs of
 * 32 bits with room for carries (U. Kulisch, "Computer arithmetic and validity", 2008). Bits of a
 * term below 2^-320 are cut off; the sum of terms must stay below 2^300.
 */
final class ExactSum {
  private static final int LIMBS = 21;
  private static final int BELOW_ONE = 320;
  private static final long LIMB = 0xFFFF_FFFFL;
  private static final long FRACTION = (1L << 52) - 1;

  /** Additions after which a limb may be full. */
  private static final int MOST = 1 << 30;

  private final long[] limbs = new long[LIMBS + 1];
  private int terms;

  /** Adds a finite number, or takes it out. */
  void add(double value, boolean out) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & 0x7FF;
    if (exponent == 0) {
      return;
    }
    long sign = bits >> 63 ^ (out ? -1 : 0);
    put(bits & FRACTION | FRACTION + 1, 0, exponent - 1075 + BELOW_ONE, sign);
  }

  /** Adds the product of finite numbers, or takes it out. */
  void addProduct(double a, double b, boolean out) {
    long first = Double.doubleToRawLongBits(a);
    long second = Double.doubleToRawLongBits(b);
    int e = (int) (first >>> 52) & 0x7FF;
    int f = (int) (second >>> 52) & 0x7FF;
    if (e == 0 || f == 0) {
      return;
    }
    long m = first & FRACTION | FRACTION + 1;
    long n = second & FRACTION | FRACTION + 1;
    long sign = (first ^ second) >> 63 ^ (out ? -1 : 0);
    put(m * n, Math.multiplyHigh(m, n), e + f - 2150 + BELOW_ONE, sign);
  }

  /** Adds another sum. */
  void add(ExactSum it) {
    it.carry();
    for (int i = 0; i <= LIMBS; i++) {
      limbs[i] += it.limbs[i];
    }
    carry();
  }

  void clear() {
    Arrays.fill(limbs, 0);
    terms = 0;
  }

  /** The double that is nearest to the sum. */
  double value() {
    carry();
    int last = LIMBS;
    while (last >= 0 && limbs[last] == 0) {
      last--;
    }
    int first = 0;
    while (first < last && limbs[first] == 0) {
      first++;
    }
    BigInteger sum = BigInteger.ZERO;
    for (int i = last; i >= first; i--) {
      sum = sum.shiftLeft(32).add(BigInteger.valueOf(limbs[i]));
    }
    return Math.scalb(sum.doubleValue(), 32 * first - BELOW_ONE);
  }

  /** Adds a number of 128 bits at a place; sign is 0 or -1. */
  private void put(long low, long high, int place, long sign) {
    if (place < 0) {
      cut(low, high, -place, sign);
      return;
    }
    int i = place >>> 5;
    int s = place & 31;
    long a = low << s;
    long b = low >>> 1 >>> 63 - s | high << s;
    long[] limbs = this.limbs;
    limbs[i] += (a & LIMB ^ sign) - sign;
    limbs[i + 1] += (a >>> 32 ^ sign) - sign;
    limbs[i + 2] += (b & LIMB ^ sign) - sign;
    if (high != 0) {
      long c = high >>> 1 >>> 63 - s;
      limbs[i + 3] += (b >>> 32 ^ sign) - sign;
      limbs[i + 4] += (c ^ sign) - sign;
    }
    if (++terms == MOST) {
      carry();
    }
  }

  private void cut(long low, long high, int bits, long sign) {
    if (bits >= 128) {
      return;
    }
    if (bits >= 64) {
      put(high >>> bits - 64, 0, 0, sign);
    } else {
      put(low >>> bits | high << 1 << 63 - bits, high >>> bits, 0, sign);
    }
  }

  private void carry() {
    terms = 0;
    for (int i = 0; i < LIMBS; i++) {
      limbs[i + 1] += limbs[i] >> 32;
      limbs[i] &= LIMB;
    }
  }
}
