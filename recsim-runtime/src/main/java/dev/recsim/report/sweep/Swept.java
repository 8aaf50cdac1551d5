package dev.recsim.report.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where something that a sweep made comes from.
 *
 * @param base what it is called in the experiment file
 * @param keys the swept keys with its values, in the order of the sweep; empty where nothing is
 *     swept
 */
public record Swept(String base, Map<String, String> keys) {
  /** Of something that no sweep made. */
  public static final Swept NOT = new Swept("", Map.of());

  public Swept {
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
  }

  /** Whether a sweep made it. */
  public boolean is() {
    return !keys.isEmpty();
  }
}
