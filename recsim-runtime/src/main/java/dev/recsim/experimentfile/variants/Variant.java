package dev.recsim.experimentfile.variants;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where something that a {@code sweep} made comes from.
 *
 * @param base what it is called in the file
 * @param name what it is called among the others; empty where nothing is swept
 * @param keys the swept keys with its values, as they are written, in the order of the sweep; empty
 *     where nothing is swept
 */
public record Variant(String base, String name, Map<String, String> keys) {
  public Variant {
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
  }

  /** Of something that is as it is in the file. */
  public static Variant none(String name) {
    return new Variant(name, "", Map.of());
  }

  /** What tells it from the others, behind their title; empty where nothing is swept. */
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
