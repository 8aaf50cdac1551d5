package dev.recsim.live.unit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A hash of 128 bits of a unit's name: MurmurHash3_x64_128 (A. Appleby). Two of n units have the
 * same with a probability of n^2 / 2^129: 1e-26 for 3 million, 1e-21 for a billion.
 */
public final class UnitHash {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long C1 = 0x87C37B91114253D5L;
  private static final long C2 = 0x4CF5AD432745937FL;

  public long high;
  public long low;

  /** Sets the hash of these bytes. */
  public void of(byte[] bytes, int from, int to) {
    long h1 = 0;
    long h2 = 0;
    int i = from;
    for (; to - i >= 16; i += 16) {
      h1 ^= first((long) WORDS.get(bytes, i));
      h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52DCE729;
      h2 ^= second((long) WORDS.get(bytes, i + 8));
      h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495AB5;
    }
    h2 ^= second(tail(bytes, i + 8, to));
    h1 ^= first(tail(bytes, i, Math.min(i + 8, to)));
    h1 ^= to - from;
    h2 ^= to - from;
    h1 += h2;
    h2 += h1;
    h1 = mixed(h1);
    h2 = mixed(h2);
    high = h1 + h2;
    low = h2 + high;
  }

  /** Up to 8 bytes as a number. */
  private static long tail(byte[] bytes, int from, int to) {
    if (to - from == 8) {
      return (long) WORDS.get(bytes, from);
    }
    long word = 0;
    for (int i = to - 1; i >= from; i--) {
      word = word << 8 | bytes[i] & 0xFF;
    }
    return word;
  }

  private static long first(long word) {
    return Long.rotateLeft(word * C1, 31) * C2;
  }

  private static long second(long word) {
    return Long.rotateLeft(word * C2, 33) * C1;
  }

  /** The finalizer. */
  static long mixed(long value) {
    long mixed = (value ^ value >>> 33) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ mixed >>> 33;
  }
}
