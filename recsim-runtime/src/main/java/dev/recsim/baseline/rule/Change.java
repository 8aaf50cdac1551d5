package dev.recsim.baseline.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A key of an experiment, or a file it names, that is not as it was.
 *
 * @param key its path, {@code agents.actor_critic.gamma}; of a file: its path in the experiment
 * @param before its value; null where it was not there
 * @param after its value; null where it is not there
 */
public record Change(String key, String before, String after) {

  /** All differences between two sets of keys, in the order of their names. */
  public static List<Change> between(Map<String, String> before, Map<String, String> after) {
    Set<String> keys = new TreeSet<>(before.keySet());
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
   * Whether scores cannot be compared where this key differs. The seeds may differ, as may what is
   * claimed and how the report is headed.
   */
  public static boolean matters(String key) {
    return !(key.equals("title")
        || key.equals("claims")
        || key.equals("trials.seeds")
        || key.equals("baseline.max_seeds"));
  }
}
