package dev.recsim.learn.tabularq;

import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import java.nio.IntBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A value and a number of steps for each key, in order of first use. A key is an array of integers.
 */
final class QTable {
  private static final String KEYS = "keys";
  private static final String VALUES = "values";
  private static final String COUNTS = "counts";
  private static final Entry NEVER_MET = new Entry(0, 0);

  private final int keyLength;
  private final Map<IntBuffer, Entry> entries = new LinkedHashMap<>();

  /** Value and number of steps of a key. */
  record Entry(float value, int count) {}

  QTable(int keyLength) {
    this.keyLength = keyLength;
  }

  /** The entry of a key; value and count are 0 for new keys. */
  Entry get(int[] key) {
    return entries.getOrDefault(IntBuffer.wrap(key), NEVER_MET);
  }

  void set(int[] key, float value, int count) {
    entries.put(IntBuffer.wrap(key.clone()), new Entry(value, count));
  }

  Weights weights() {
    float[] keys = new float[entries.size() * keyLength];
    float[] values = new float[entries.size()];
    float[] counts = new float[entries.size()];
    int row = 0;
    for (Map.Entry<IntBuffer, Entry> entry : entries.entrySet()) {
      for (int i = 0; i < keyLength; i++) {
        keys[row * keyLength + i] = entry.getKey().get(i);
      }
      values[row] = entry.getValue().value();
      counts[row++] = entry.getValue().count();
    }
    return Weights.of(
        Map.of(
            KEYS, Tensor.matrix(row, keyLength, keys),
            VALUES, Tensor.vector(values),
            COUNTS, Tensor.vector(counts)));
  }

  /**
   * Replaces all entries.
   *
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  void load(Weights weights) {
    Tensor values = weights.tensors().get(VALUES);
    int size = values == null ? 0 : values.data().length;
    float[] value = weights.get(VALUES, size).data();
    float[] keys = weights.get(KEYS, size, keyLength).data();
    float[] counts = weights.get(COUNTS, size).data();
    entries.clear();
    int[] key = new int[keyLength];
    for (int row = 0; row < size; row++) {
      for (int i = 0; i < keyLength; i++) {
        key[i] = (int) keys[row * keyLength + i];
      }
      set(key, value[row], (int) counts[row]);
    }
  }
}
