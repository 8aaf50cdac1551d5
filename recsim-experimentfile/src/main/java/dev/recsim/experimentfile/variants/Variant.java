package dev.recsim.experimentfile.variants;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How an experiment or agent of a {@code sweep} differs from the others.
 *
 * @param base its name in the file
 * @param name its name among the others; empty without a sweep
 * @param keys its values of the swept keys, as written, in the order of the sweep; empty without a
 *     sweep
 */
public record Variant(String base, String name, Map<String, String> keys) {
  public Variant {
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
  }

  /** Returns the variant of something that is not swept. */
  public static Variant none(String name) {
    return new Variant(name, "", Map.of());
  }

  /**
   * Returns the values that distinguish it from the others, for the end of a title; empty without a
   * sweep.
   */
  public String difference() {
    return keys.entrySet().stream()
        .map(key -> key.getKey() + " " + key.getValue())
        .collect(Collectors.joining(", ", swept() ? ": " : "", ""));
  }

  /** Whether it is one of several. */
  public boolean swept() {
    return !keys.isEmpty();
  }
}
