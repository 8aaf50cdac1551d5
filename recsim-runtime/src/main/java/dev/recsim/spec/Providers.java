package dev.recsim.spec;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.EnvironmentProvider;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.Node;

/** The components on the class path, by type and sorted. */
final class Providers {
  private Providers() {}

  static SortedMap<String, EnvironmentProvider<?>> environments() {
    SortedMap<String, EnvironmentProvider<?>> byName = new TreeMap<>();
    for (EnvironmentProvider<?> provider : ServiceLoader.load(EnvironmentProvider.class)) {
      add(byName, provider, EnvironmentProvider::name);
    }
    return byName;
  }

  static SortedMap<String, AgentProvider<?>> agents() {
    SortedMap<String, AgentProvider<?>> byName = new TreeMap<>();
    for (AgentProvider<?> provider : ServiceLoader.load(AgentProvider.class)) {
      add(byName, provider, AgentProvider::name);
    }
    return byName;
  }

  private static <P> void add(
      SortedMap<String, P> byName, P provider, Function<? super P, String> name) {
    P other = byName.putIfAbsent(name.apply(provider), provider);
    if (other != null) {
      throw new IllegalStateException(
          "two components are called %s: %s and %s; rename one"
              .formatted(
                  name.apply(provider), other.getClass().getName(), provider.getClass().getName()));
    }
  }

  /** The component that a section's {@code type} names, or empty with the problem added. */
  static <P> Optional<P> chosen(
      Section section, SortedMap<String, P> byName, String what, Problems problems) {
    String known = String.join(", ", byName.keySet());
    Optional<Node> type = section.required("type", "\"type:\" and one of " + known, problems);
    String name = type.map(node -> new Shape.Text().read(node, "type", problems)).orElse(null);
    if (name == null) {
      return Optional.empty();
    }
    P provider = byName.get(name);
    if (provider == null) {
      String near =
          Names.nearest(name, byName.keySet())
              .map(nearest -> ", did you mean \"" + nearest + "\"? Known types: ")
              .orElse("; known types: ");
      problems.at(type.get(), "unknown " + what + " type \"" + name + "\"" + near + known);
    }
    return Optional.ofNullable(provider);
  }
}
