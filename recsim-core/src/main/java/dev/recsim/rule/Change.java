package dev.recsim.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A changed key of an experiment, or a changed file that it names.
 *
 * @param key path of the key, {@code agents.actor_critic.gamma}, or of the file as written in the
 *     experiment
 * @param before its old value; null if it is new
 * @param after its new value; null if it was removed
 */
public record Change(String key, String before, String after) {

  /** By section and name; the type of a component first, because it decides on all others. */
  private static final Comparator<String> ORDER =
      Comparator.comparing((String key) -> key.substring(0, key.lastIndexOf('.') + 1))
          .thenComparing(key -> !key.endsWith("type"))
          .thenComparing(Comparator.naturalOrder());

  /** All differences between two sets of keys. */
  public static List<Change> between(Map<String, String> before, Map<String, String> after) {
    Set<String> keys = new TreeSet<>(ORDER);
    keys.addAll(before.keySet());
    keys.addAll(after.keySet());
    List<Change> changes = new ArrayList<>();
    for (String key : keys) {
      if (!Objects.equals(before.get(key), after.get(key))) {
        changes.add(new Change(key, before.get(key), after.get(key)));
      }
    }
    return changes;
  }

  /**
   * Whether scores cannot be compared if this key differs. Seeds, claims and the heading of the
   * report may differ.
   */
  public static boolean matters(String key) {
    return !(key.equals("title")
        || key.equals("claims")
        || key.equals("trials.seeds")
        || key.equals("baseline.max_seeds"));
  }
}
