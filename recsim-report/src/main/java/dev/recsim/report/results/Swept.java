package dev.recsim.report.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How an experiment or agent of a sweep differs from the others.
 *
 * @param base name of all of them in the experiment file
 * @param name name of this one among them
 * @param keys its values of the swept keys, in the order of the sweep; at least one
 */
public record Swept(String base, String name, Map<String, String> keys) {
  public Swept {
    Objects.requireNonNull(base);
    name = Objects.requireNonNullElse(name, "");
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
  }
}
