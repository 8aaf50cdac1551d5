package dev.recsim.fit.gap;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How often each slate was shown. */
final class SlateCounts {
  private record Key(int[] slate) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && Arrays.equals(slate, key.slate);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(slate);
    }
  }

  private final Map<Key, Integer> counts = new LinkedHashMap<>();
  private long all;

  void add(int[] slate) {
    counts.merge(new Key(slate), 1, Integer::sum);
    all++;
  }

  /** The mean of a figure of the slates, weighted by how often they were shown. */
  double mean(ToDoubleFunction<int[]> figure) {
    double sum = 0;
    for (Map.Entry<Key, Integer> each : counts.entrySet()) {
      sum += each.getValue() * figure.applyAsDouble(each.getKey().slate);
    }
    return sum / all;
  }
}
