package dev.recsim.learn.actorcritic;

import java.util.Arrays;

/** Numbers distinct keys in the order of their first appearance. Reused from batch to batch. */
final class DistinctKeys {
  private static final int EMPTY = -1;

  private long[] keys = {};
  private int[] places = {};
  private int size;

  /** Forgets all keys. */
  void clear(int mostKeys) {
    if (places.length < 2 * mostKeys) {
      places = new int[Integer.highestOneBit(Math.max(2, 4 * mostKeys - 1))];
      keys = new long[mostKeys];
    }
    Arrays.fill(places, EMPTY);
    size = 0;
  }

  int size() {
    return size;
  }

  long key(int number) {
    return keys[number];
  }

  /** The number of a key, which becomes the next one if it is new. */
  int add(long key) {
    int mask = places.length - 1;
    int place = (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    while (places[place] != EMPTY && keys[places[place]] != key) {
      place = (place + 1) & mask;
    }
    if (places[place] == EMPTY) {
      places[place] = size;
      keys[size++] = key;
    }
    return places[place];
  }
}
