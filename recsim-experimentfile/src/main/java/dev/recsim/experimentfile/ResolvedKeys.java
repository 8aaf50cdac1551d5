package dev.recsim.experimentfile;

import dev.recsim.experimentfile.variants.VariantLabels;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.YamlFile;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/** The keys of a resolved experiment by their paths, for comparisons of experiments. */
public final class ResolvedKeys {
  private ResolvedKeys() {}

  /**
   * Returns all keys with their values, for example {@code agents.actor_critic.gamma} with {@code
   * 0.8}. A list is one value.
   *
   * @param resolved YAML as in {@link ExperimentSpec#resolved()}
   * @throws IllegalArgumentException unless it is a YAML mapping
   */
  public static SortedMap<String, String> of(String resolved) {
    SortedMap<String, String> keys = new TreeMap<>();
    add("", root(resolved), keys);
    return keys;
  }

  /**
   * Returns the experiment as a tree.
   *
   * @throws IllegalArgumentException unless it is a YAML mapping
   */
  static MappingNode root(String resolved) {
    Problems problems = new Problems(Path.of("resolved"));
    return YamlFile.value(resolved, "resolved", problems)
        .filter(MappingNode.class::isInstance)
        .map(MappingNode.class::cast)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "not a resolved experiment: "
                        + (problems.count() == 0
                            ? "it has no keys"
                            : problems.inOrder().get(0).message())));
  }

  /** Adds the keys below a node, each with this path before it. */
  static void add(String path, Node node, SortedMap<String, String> keys) {
    if (node instanceof MappingNode mapping && !mapping.getValue().isEmpty()) {
      for (NodeTuple entry : mapping.getValue()) {
        String key = VariantLabels.text(entry.getKeyNode());
        add(path.isEmpty() ? key : path + "." + key, entry.getValueNode(), keys);
      }
    } else {
      keys.put(path, VariantLabels.text(node));
    }
  }
}
