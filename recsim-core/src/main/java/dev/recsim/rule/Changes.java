package dev.recsim.rule;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The changes of an experiment since its baseline was recorded.
 *
 * @param arena keys of environment, root seed and evaluation, and data files of the environment
 * @param agents keys of each agent's definition, its data files and its training included; agents
 *     that did not change are absent
 */
public record Changes(List<Change> arena, Map<String, List<Change>> agents) {
  /** Nothing changed. */
  public static final Changes NONE = new Changes(List.of(), Map.of());

  public Changes {
    arena = List.copyOf(arena);
    agents = new TreeMap<>(agents);
  }

  /** The changes of one agent. */
  public List<Change> of(String agent) {
    return agents.getOrDefault(agent, List.of());
  }

  /** All changes. */
  public List<Change> all() {
    return Stream.concat(arena.stream(), agents.values().stream().flatMap(List::stream)).toList();
  }
}
