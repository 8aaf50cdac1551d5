package dev.recsim.yaml.binding;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.Provider;
import dev.recsim.yaml.Names;
import dev.recsim.yaml.Nodes;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Scalar;
import dev.recsim.yaml.Section;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The components on the class path, by type and sorted. */
public final class Providers {
  /** The environment whose type may be omitted if its parts are given. */
  public static final String COMPOSED = "composed";

  /** The parts that an environment of type {@link #COMPOSED} requires. */
  public static final List<String> COMPOSED_OF = List.of("user", "documents", "choice");

  private Providers() {}

  public static SortedMap<String, EnvironmentProvider<?>> environments() {
    return of(EnvironmentProvider.class);
  }

  public static SortedMap<String, AgentProvider<?>> agents() {
    return of(AgentProvider.class);
  }

  public static SortedMap<String, MetricProvider<?>> metrics() {
    return of(MetricProvider.class);
  }

  /** Returns the components of one kind. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // the services of a kind are its providers
  public static <P extends Provider<?>> SortedMap<String, P> of(Class<? extends Provider> kind) {
    SortedMap<String, P> byName = new TreeMap<>();
    for (Provider<?> provider : ServiceLoader.load(kind)) {
      P other = byName.putIfAbsent(provider.name(), (P) provider);
      if (other != null) {
        throw new IllegalStateException(
            "two components are called %s: %s and %s; rename one"
                .formatted(
                    provider.name(), other.getClass().getName(), provider.getClass().getName()));
      }
    }
    return byName;
  }

  /**
   * Returns the environment that a section names, or that its parts imply; empty with the problem
   * added.
   */
  public static Optional<EnvironmentProvider<?>> environment(
      Section section, SortedMap<String, EnvironmentProvider<?>> byName, Problems problems) {
    boolean composed =
        section.value("type").isEmpty()
            && COMPOSED_OF.stream().anyMatch(part -> section.value(part).isPresent());
    return composed
        ? Optional.ofNullable(byName.get(COMPOSED))
        : chosen(section, byName, "environment", problems);
  }

  /**
   * Returns the section of a component, or empty with the problem added.
   *
   * @param label its key in the file
   * @param types the valid types
   */
  public static Optional<Section> section(
      Node node, String label, Collection<String> types, Problems problems) {
    if (node instanceof ScalarNode scalar && Scalar.kind(scalar) == Scalar.Kind.TEXT) {
      String type = Names.nearest(scalar.getValue(), types).orElse("...");
      String key = label.substring(label.lastIndexOf('.') + 1);
      return problems.none(
          node,
          "%s must be a mapping, not %s; write \"%s: {type: %s}\"%s"
              .formatted(
                  label,
                  Nodes.describe(node),
                  key,
                  type,
                  type.equals("...") ? " with one of " + String.join(", ", types) : ""));
    }
    return Section.of(node, label, problems);
  }

  /** Returns the component that a section's {@code type} names, or empty with the problem added. */
  public static <P> Optional<P> chosen(
      Section section, SortedMap<String, P> byName, String what, Problems problems) {
    String known = String.join(", ", byName.keySet());
    Optional<Node> type = section.required("type", "\"type:\" and one of " + known, problems);
    Optional<String> name = type.flatMap(node -> new Shape.Text().read(node, "type", problems));
    if (name.isPresent() && !byName.containsKey(name.get())) {
      String near = Names.didYouMean(name.get(), byName.keySet());
      problems.at(
          type.get(),
          "unknown %s type \"%s\"%s%s"
              .formatted(
                  what,
                  name.get(),
                  near.isEmpty() ? "; known types: " : near + " Known types: ",
                  known));
    }
    return name.map(byName::get);
  }
}
