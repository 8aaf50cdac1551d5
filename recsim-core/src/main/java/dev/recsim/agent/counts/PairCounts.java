package dev.recsim.agent.counts;

/** Counts of unordered pairs of documents; only pairs that were counted take memory. */
final class PairCounts {
  private static final int FIRST = 1 << 10;

  private final long documents;

  /** 1 + the pair, or 0; open addressing with linear probing. */
  private long[] keys = new long[FIRST];

  private int[] counts = new int[FIRST];
  private int size;

  PairCounts(int documents) {
    this.documents = documents;
  }

  /** Receives each pair. */
  interface Visitor {
    void visit(int one, int other, int count);
  }

  /** Sets the count of a pair of two different documents. */
  void set(int one, int other, int count) {
    int slot = slot(one, other);
    counts[slot] = count;
  }

  void increment(int one, int other) {
    int slot = slot(one, other);
    counts[slot]++;
  }

  /** Visits all pairs in an order that depends on how they were added. */
  void forEach(Visitor visitor) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0) {
        long pair = keys[i] - 1;
        visitor.visit((int) (pair / documents), (int) (pair % documents), counts[i]);
      }
    }
  }

  /** Returns the place of a pair, which is added if it is new. It may replace the arrays. */
  private int slot(int one, int other) {
    if (2 * size >= keys.length) {
      grow();
    }
    long key = 1 + Math.min(one, other) * documents + Math.max(one, other);
    int slot = find(key);
    if (keys[slot] == 0) {
      keys[slot] = key;
      size++;
    }
    return slot;
  }

  private int find(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 32) & keys.length - 1;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = slot + 1 & keys.length - 1;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    keys = new long[2 * oldKeys.length];
    counts = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = find(oldKeys[i]);
        keys[slot] = oldKeys[i];
        counts[slot] = oldCounts[i];
      }
    }
  }
}
