package dev.recsim.agent;

import java.util.Arrays;

/**
 * A value and a count of steps for each key that was met, in order of meeting. A key is a row of
 * whole numbers. Looking up allocates nothing.
 */
final class QTable {
  private static final int FIRST_CAPACITY = 64;

  private final int keyLength;
  private int[] keys;
  private float[] values;
  private int[] counts;
  private int size;

  /** Entry + 1 at the first free place from the key's hash on; 0 where free. */
  private int[] slots;

  QTable(int keyLength) {
    this.keyLength = keyLength;
    clear();
  }

  void clear() {
    size = 0;
    keys = new int[FIRST_CAPACITY * keyLength];
    values = new float[FIRST_CAPACITY];
    counts = new int[FIRST_CAPACITY];
    slots = new int[2 * FIRST_CAPACITY];
  }

  int keyLength() {
    return keyLength;
  }

  int size() {
    return size;
  }

  /** Number {@code i} of an entry's key. */
  int key(int entry, int i) {
    return keys[entry * keyLength + i];
  }

  /** The value of a key; 0 for one never met. */
  float value(int[] key) {
    int slot = slot(key);
    return slots[slot] == 0 ? 0 : values[slots[slot] - 1];
  }

  /** Number of steps of a key's value. */
  int count(int[] key) {
    int slot = slot(key);
    return slots[slot] == 0 ? 0 : counts[slots[slot] - 1];
  }

  float value(int entry) {
    return values[entry];
  }

  int count(int entry) {
    return counts[entry];
  }

  /** The entry of a key, made if there is none. */
  int entry(int[] key) {
    int slot = slot(key);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (size == values.length) {
      grow();
      slot = slot(key);
    }
    System.arraycopy(key, 0, keys, size * keyLength, keyLength);
    slots[slot] = ++size;
    return size - 1;
  }

  void set(int entry, float value, int count) {
    values[entry] = value;
    counts[entry] = count;
  }

  private void grow() {
    int capacity = 2 * size;
    keys = Arrays.copyOf(keys, Math.multiplyExact(capacity, keyLength));
    values = Arrays.copyOf(values, capacity);
    counts = Arrays.copyOf(counts, capacity);
    slots = new int[2 * capacity];
    int[] key = new int[keyLength];
    for (int entry = 0; entry < size; entry++) {
      System.arraycopy(keys, entry * keyLength, key, 0, keyLength);
      slots[slot(key)] = entry + 1;
    }
  }

  private int slot(int[] key) {
    int mask = slots.length - 1;
    int slot = hash(key) & mask;
    while (slots[slot] != 0 && !holds(slots[slot] - 1, key)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean holds(int entry, int[] key) {
    int start = entry * keyLength;
    return Arrays.equals(keys, start, start + keyLength, key, 0, keyLength);
  }

  private static int hash(int[] key) {
    int hash = 0;
    for (int number : key) {
      hash = (hash ^ number) * 0x9E3779B1;
      hash ^= hash >>> 15;
    }
    return hash;
  }
}
