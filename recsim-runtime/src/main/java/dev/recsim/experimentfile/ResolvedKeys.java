package dev.recsim.experimentfile;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** The keys of a resolved experiment, each by its path: what two experiments are compared by. */
public final class ResolvedKeys {
  private ResolvedKeys() {}

  /**
   * {@code agents.actor_critic.gamma} to {@code 0.8}; lists stand as one value.
   *
   * @param resolved YAML as {@link ExperimentSpec#resolved()} has it
   * @throws IllegalArgumentException if it is not YAML
   */
  public static SortedMap<String, String> of(String resolved) {
    SortedMap<String, String> keys = new TreeMap<>();
    try {
      LoaderOptions limits = new LoaderOptions();
      Node root =
          new Composer(new ParserImpl(new StreamReader(resolved), limits), new Resolver(), limits)
              .getSingleNode();
      if (root != null) {
        add("", root, keys);
      }
    } catch (YAMLException e) {
      throw new IllegalArgumentException("not a resolved experiment: " + e.getMessage(), e);
    }
    return keys;
  }

  private static void add(String path, Node node, SortedMap<String, String> keys) {
    if (node instanceof MappingNode mapping && !mapping.getValue().isEmpty()) {
      for (NodeTuple entry : mapping.getValue()) {
        String key = text(entry.getKeyNode());
        add(path.isEmpty() ? key : path + "." + key, entry.getValueNode(), keys);
      }
    } else {
      keys.put(path, text(node));
    }
  }

  private static String text(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    List<String> parts =
        node instanceof SequenceNode list
            ? list.getValue().stream().map(ResolvedKeys::text).toList()
            : ((MappingNode) node)
                .getValue().stream()
                    .map(entry -> text(entry.getKeyNode()) + ": " + text(entry.getValueNode()))
                    .toList();
    return node instanceof SequenceNode
        ? parts.stream().collect(Collectors.joining(", ", "[", "]"))
        : parts.stream().collect(Collectors.joining(", ", "{", "}"));
  }
}
