package dev.recsim.bridge.users;

import java.util.Arrays;

/** Where the value of each key is, in 16 to 32 bytes a key. */
final class LongIndex {
  private static final int FEWEST = 1 << 10;

  private long[] keys = new long[FEWEST];
  private long[] places = filled(FEWEST);
  private int size;

  private static long[] filled(int length) {
    long[] places = new long[length];
    Arrays.fill(places, -1);
    return places;
  }

  int size() {
    return size;
  }

  /** The place of a key; negative if there is none. */
  long get(long key) {
    return places[slot(key)];
  }

  /** Adds a key that is not there. */
  void put(long key, long place) {
    if (size * 2 >= keys.length) {
      grow();
    }
    int slot = slot(key);
    keys[slot] = key;
    places[slot] = place;
    size++;
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) (key ^ key >>> 32) & mask;
    while (places[slot] >= 0 && keys[slot] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] before = keys;
    long[] where = places;
    keys = new long[Math.multiplyExact(before.length, 2)];
    places = filled(keys.length);
    for (int i = 0; i < before.length; i++) {
      if (where[i] >= 0) {
        int slot = slot(before[i]);
        keys[slot] = before[i];
        places[slot] = where[i];
      }
    }
  }
}
