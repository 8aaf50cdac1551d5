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
 * @param production the agent that runs today; empty if the file does not name it
 * @param note what the author says of the result; may be empty
 */
public record Descriptions(
    String experiment,
    String environment,
    SortedMap<String, String> agents,
    Optional<String> production,
    String note) {
  /** The key of a description, in the file and in the sections of the environment and of agents. */
  public static final String KEY = "description";

  /** The key of the agent that runs today, with which the report compares all others. */
  public static final String PRODUCTION = "production";

  private static final String NOTE = "note";

  /** The keys of the file itself. */
  public static final List<String> KEYS = List.of(KEY, PRODUCTION, NOTE);

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
                  text(KEY, value(entry.getValueNode()), problems)
                      .ifPresent(text -> agents.put(name.getValue(), text));
                }
              }
            });
    Optional<Node> environment = root.value("environment").flatMap(Descriptions::value);
    return new Descriptions(
        text(KEY, root.value(KEY), problems).orElse(""),
        text(KEY, environment, problems).orElse(""),
        agents,
        root.value(PRODUCTION).flatMap(it -> production(it, root, problems)),
        text(NOTE, root.value(NOTE), problems).orElse(""));
  }

  private static Optional<String> production(Node node, Section root, Problems problems) {
    List<String> agents = Nodes.keys(root.node(), "agents");
    String name = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    return agents.contains(name)
        ? Optional.of(name)
        : problems.none(node, PRODUCTION + ": " + Names.noAgent(name, agents));
  }

  private static Optional<Node> value(Node section) {
    return section instanceof MappingNode mapping ? Nodes.value(mapping, KEY) : Optional.empty();
  }

  private static Optional<String> text(String key, Optional<Node> node, Problems problems) {
    return node.flatMap(
        it -> {
          if (it instanceof ScalarNode scalar && Scalar.kind(scalar) == Scalar.Kind.TEXT) {
            String text = scalar.getValue().strip().replaceAll("\\s+", " ");
            return text.length() <= MOST_LETTERS
                ? Optional.of(text)
                : problems.none(
                    it,
                    "%s must have at most %s letters, but has %s"
                        .formatted(key, MOST_LETTERS, text.length()));
          }
          return problems.none(it, key + " must be text, not " + Nodes.describe(it));
        });
  }

  /** Returns the JSON Schema of a text about something. */
  public static Map<String, Object> schema(String what) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", what);
    schema.put("type", "string");
    schema.put("maxLength", BigDecimal.valueOf(MOST_LETTERS));
    return schema;
  }
}
