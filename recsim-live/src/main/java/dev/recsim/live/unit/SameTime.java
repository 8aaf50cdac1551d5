package dev.recsim.live.unit;

import dev.recsim.logs.text.LongSet;

/**
 * The rows of one time, to find those with the same unit and id, by a hash of 64 bits: of n rows
 * with one time, one is taken for a duplicate by mistake with a probability of n^2 / 2^65, 3e-6 for
 * 10 million. Memory grows with the rows of one time only, 8 to 22 bytes each.
 */
final class SameTime {
  private static final int FEW = 16;

  private final long[] few = new long[FEW];
  private int count;
  private LongSet many;
  private long time = Long.MIN_VALUE;

  /** Adds a row with an id; false if there is one with the same unit, time and id. */
  boolean add(TestRow row) {
    if (row.time != time) {
      time = row.time;
      count = 0;
      many = null;
    }
    long hash = UnitHash.mixed(UnitHash.mixed(row.low ^ row.id) + row.high);
    if (many != null) {
      return many.add(hash);
    }
    for (int i = 0; i < count; i++) {
      if (few[i] == hash) {
        return false;
      }
    }
    if (count < FEW) {
      few[count++] = hash;
      return true;
    }
    many = new LongSet();
    for (long one : few) {
      many.add(one);
    }
    return many.add(hash);
  }
}
