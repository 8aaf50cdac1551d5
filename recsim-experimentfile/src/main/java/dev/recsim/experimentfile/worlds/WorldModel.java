package dev.recsim.experimentfile.worlds;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Part;
import dev.recsim.fit.world.PlausibleProvider;
import dev.recsim.yaml.binding.RecordShape;
import dev.recsim.yaml.binding.Shape;
import java.util.Map;
import java.util.Set;

/**
 * An environment that worlds vary.
 *
 * @param name in tables
 * @param part provider and options
 * @param draws number of draws that its log leaves possible; 0 if there are none
 * @param kinds whether its users can be split into hidden kinds
 * @param ranges keys of the ranges that it has
 */
record WorldModel(
    String name, Part<EnvironmentProvider<?>> part, int draws, boolean kinds, Set<String> ranges) {
  static WorldModel of(
      String name, Part<EnvironmentProvider<?>> part, Environment environment, Set<String> ranges) {
    return new WorldModel(
        name,
        part,
        PlausibleProvider.draws(environment),
        PlausibleProvider.hasKinds(environment),
        Set.copyOf(ranges));
  }

  /** The section {@code environment}, with all defaults written out. */
  Map<String, Object> tree() {
    Map<String, Object> tree = Shape.map("type", part.provider().name());
    tree.putAll(RecordShape.of(part.options()).tree(part.options()));
    return tree;
  }
}
