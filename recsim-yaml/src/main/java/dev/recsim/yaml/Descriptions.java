package dev.recsim.yaml;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * What an experiment file says about itself, for readers of its report. It changes no result, so it
 * is part of no fingerprint.
 *
 * @param experiment what it is for; empty if the file does not say it
 * @param environment what the environment is; empty if the file does not say it
 * @param agents what an agent does, by its name, where the file says it
 * @param reference the agent with which the report compares all others; empty for the best one
 */
public record Descriptions(
    String experiment,
    String environment,
    SortedMap<String, String> agents,
    Optional<String> reference) {
  /** The key of a description, in the file and in the sections of the environment and of agents. */
  public static final String KEY = "description";

  /** The key of the agent to compare with. */
  public static final String REFERENCE = "reference";

  /** The keys of the file itself. */
  public static final List<String> KEYS = List.of(KEY, REFERENCE);

  private static final int MOST_LETTERS = 500;

  public Descriptions {
    agents = Collections.unmodifiableSortedMap(new TreeMap<>(agents));
  }

  /** Reads all descriptions of an experiment; adds their problems. */
  public static Descriptions read(Section root, Problems problems) {
    SortedMap<String, String> agents = new TreeMap<>();
    Nodes.mapping(root.node(), "agents")
        .ifPresent(
            section -> {
              for (NodeTuple entry : section.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode name) {
                  text(value(entry.getValueNode()), problems)
                      .ifPresent(text -> agents.put(name.getValue(), text));
                }
              }
            });
    Optional<Node> environment = root.value("environment").flatMap(Descriptions::value);
    return new Descriptions(
        text(root.value(KEY), problems).orElse(""),
        text(environment, problems).orElse(""),
        agents,
        root.value(REFERENCE).flatMap(it -> reference(it, root, problems)));
  }

  private static Optional<String> reference(Node node, Section root, Problems problems) {
    List<String> agents = Nodes.keys(root.node(), "agents");
    String name = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    return agents.contains(name)
        ? Optional.of(name)
        : problems.none(node, REFERENCE + ": " + Names.noAgent(name, agents));
  }

  private static Optional<Node> value(Node section) {
    return section instanceof MappingNode mapping ? Nodes.value(mapping, KEY) : Optional.empty();
  }

  private static Optional<String> text(Optional<Node> node, Problems problems) {
    return node.flatMap(
        it -> {
          if (it instanceof ScalarNode scalar && Scalar.kind(scalar) == Scalar.Kind.TEXT) {
            String text = scalar.getValue().strip().replaceAll("\\s+", " ");
            return text.length() <= MOST_LETTERS
                ? Optional.of(text)
                : problems.none(
                    it,
                    "description must have at most %s letters, but has %s"
                        .formatted(MOST_LETTERS, text.length()));
          }
          return problems.none(it, "description must be text, not " + Nodes.describe(it));
        });
  }

  /** Returns the JSON Schema of a description of something. */
  public static Map<String, Object> schema(String what) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", what);
    schema.put("type", "string");
    schema.put("maxLength", BigDecimal.valueOf(MOST_LETTERS));
    return schema;
  }
}
