package dev.recsim.fit.ids;

import java.util.Arrays;

/**
 * Numbers ids in the order in which they appear. It needs at most 36 bytes for each, and makes no
 * object.
 */
public final class NumberedIds {
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** Numbers + 1 by the hash of their ids; 0 is free. At most half of the places are taken. */
  private int[] table = new int[1 << 8];

  private long[] ids = new long[1 << 7];
  private int size;

  /** Number of ids. */
  public int size() {
    return size;
  }

  /** The number of an id; it is added if it is new. */
  public int add(long id) {
    int place = place(id);
    if (table[place] == 0) {
      if (size == ids.length) {
        grow();
        place = place(id);
      }
      ids[size] = id;
      table[place] = ++size;
    }
    return table[place] - 1;
  }

  /** The number of an id; -1 if it was not added. */
  public int find(long id) {
    return table[place(id)] - 1;
  }

  private int place(long id) {
    int mask = table.length - 1;
    int place = (int) ((id ^ id >>> 32) * SPREAD >>> 32) & mask;
    while (table[place] != 0 && ids[table[place] - 1] != id) {
      place = place + 1 & mask;
    }
    return place;
  }

  private void grow() {
    ids = Arrays.copyOf(ids, 2 * size);
    table = new int[4 * size];
    for (int i = 0; i < size; i++) {
      table[place(ids[i])] = i + 1;
    }
  }
}
