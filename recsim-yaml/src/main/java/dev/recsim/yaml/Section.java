package dev.recsim.yaml;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A mapping of the file with access by key. */
public final class Section {
  private static final Pattern STEP = Pattern.compile("([A-Za-z0-9_]+)|\\[(\\d+)]");

  private final MappingNode node;
  private final Map<String, NodeTuple> entries = new LinkedHashMap<>();

  public Section(MappingNode node) {
    this.node = node;
    for (NodeTuple entry : node.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key) {
        entries.putIfAbsent(key.getValue(), entry);
      }
    }
  }

  /** Returns the node as a section, or empty with the problem added. */
  public static Optional<Section> of(Node node, String label, Problems problems) {
    return of(node, label, "a mapping", problems);
  }

  public static Optional<Section> of(Node node, String label, String expected, Problems problems) {
    if (node instanceof MappingNode mapping) {
      return Optional.of(new Section(mapping));
    }
    return problems.none(node, label + " must be " + expected + ", not " + Nodes.describe(node));
  }

  public MappingNode node() {
    return node;
  }

  /** Returns the entries in the order of the file. */
  public Collection<NodeTuple> entries() {
    return entries.values();
  }

  public Optional<Node> value(String key) {
    return Optional.ofNullable(entries.get(key)).map(NodeTuple::getValueNode);
  }

  /** Returns the mapping of a key; empty if it is missing, or is none, with the problem added. */
  public Optional<Section> section(String key, Problems problems) {
    return value(key).flatMap(node -> of(node, key, problems));
  }

  /** Returns the mapping of a required key, or empty with the problem added. */
  public Optional<Section> requiredSection(String key, String example, Problems problems) {
    return required(key, example, problems).flatMap(node -> of(node, key, problems));
  }

  /** Returns the value of a required key, or empty with the problem added. */
  public Optional<Node> required(String key, String example, Problems problems) {
    if (!entries.containsKey(key)) {
      Names.nearest(key, entries.keySet())
          .ifPresentOrElse(
              near -> rejectUnknown(near, List.of(key), problems),
              () -> problems.at(node, "the key \"" + key + "\" is missing; write " + example));
    }
    return value(key);
  }

  /** Whether there are only known keys; adds a problem for each other key. */
  public boolean rejectUnknown(Collection<String> known, Problems problems) {
    List<String> unknown = entries.keySet().stream().filter(key -> !known.contains(key)).toList();
    unknown.forEach(key -> rejectUnknown(key, known, problems));
    return unknown.isEmpty();
  }

  private void rejectUnknown(String key, Collection<String> known, Problems problems) {
    problems.at(
        entries.get(key).getKeyNode(),
        key.equals("<<")
            ? "merge keys (<<) are not supported; write the keys out"
            : "unknown key \"" + key + "\"" + Names.hint(key, known));
  }

  /** Adds a component's problem with an option of this section, at the place of the option. */
  public static void add(Node node, String label, InvalidOption e, Problems problems) {
    String option = Options.key(e.option());
    // A problem with the type is about the whole component; its message is complete.
    String subject = option.equals("type") ? "" : label + option + " ";
    problems.at(find(node, option), subject + e.getMessage() + meant(e));
  }

  /** The name that was probably meant, else those that exist. */
  private static String meant(InvalidOption e) {
    return e.given() == null ? "" : Names.orThereAre(e.given(), e.known());
  }

  /**
   * Returns the node at a path such as {@code acceptance.rows[1]}, or its nearest existing parent.
   */
  private static Node find(Node root, String path) {
    Node node = root;
    Matcher step = STEP.matcher(path);
    while (step.find()) {
      Optional<Node> next =
          step.group(1) != null
              ? child(node, step.group(1))
              : child(node, Integer.parseInt(step.group(2)));
      if (next.isEmpty()) {
        return node;
      }
      node = next.get();
    }
    return node;
  }

  private static Optional<Node> child(Node node, String key) {
    return node instanceof MappingNode mapping ? new Section(mapping).value(key) : Optional.empty();
  }

  private static Optional<Node> child(Node node, int index) {
    return node instanceof SequenceNode sequence && index < sequence.getValue().size()
        ? Optional.of(sequence.getValue().get(index))
        : Optional.empty();
  }
}
