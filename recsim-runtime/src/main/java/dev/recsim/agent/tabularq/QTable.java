package dev.recsim.agent.tabularq;

import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import java.nio.IntBuffer;
import java.util.LinkedHashMap;
import java.util.List;
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
    List<IntBuffer> keys = List.copyOf(entries.keySet());
    List<Entry> all = List.copyOf(entries.values());
    int size = all.size();
    return Weights.of(
        Map.of(
            KEYS, Tensor.of(i -> keys.get(i / keyLength).get(i % keyLength), size, keyLength),
            VALUES, Tensor.of(i -> all.get(i).value(), size),
            COUNTS, Tensor.of(i -> all.get(i).count(), size)));
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
    for (int row = 0; row < size; row++) {
      int[] key = new int[keyLength];
      for (int i = 0; i < keyLength; i++) {
        key[i] = (int) keys[row * keyLength + i];
      }
      set(key, value[row], (int) counts[row]);
    }
  }
}
