package dev.recsim.report.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How one of several experiments, or agents, that a sweep made differs from the others.
 *
 * @param base what all of them are called in the experiment file
 * @param name what this one is called among them
 * @param keys the swept keys with its values, in the order of the sweep; at least one
 */
public record Swept(String base, String name, Map<String, String> keys) {
  public Swept {
    Objects.requireNonNull(base);
    name = Objects.requireNonNullElse(name, "");
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
  }
}
