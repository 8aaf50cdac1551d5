package dev.recsim.logs.text;

/** A set of numbers in an open-addressed table: 8 bytes for each place, at most 3/4 occupied. */
public final class LongSet {
  private long[] table = new long[1 << 10];
  private int size;
  private boolean zero;

  /** Adds a number; returns false if it was there. */
  public boolean add(long value) {
    if (value == 0) {
      boolean added = !zero;
      zero = true;
      return added;
    }
    if (size >= table.length / 4 * 3) {
      grow();
    }
    int place = place(value);
    boolean added = table[place] == 0;
    if (added) {
      table[place] = value;
      size++;
    }
    return added;
  }

  /** Whether a number was added. */
  public boolean contains(long value) {
    return value == 0 ? zero : table[place(value)] != 0;
  }

  private int place(long value) {
    int mask = table.length - 1;
    int place = (int) mixed(value) & mask;
    while (table[place] != 0 && table[place] != value) {
      place = place + 1 & mask;
    }
    return place;
  }

  /** Spreads consecutive numbers over the table. */
  static long mixed(long value) {
    long mixed = (value ^ value >>> 32) * 0x9E3779B97F4A7C15L;
    return mixed ^ mixed >>> 29;
  }

  private void grow() {
    long[] before = table;
    table = new long[before.length * 2];
    for (long value : before) {
      if (value != 0) {
        table[place(value)] = value;
      }
    }
  }
}
