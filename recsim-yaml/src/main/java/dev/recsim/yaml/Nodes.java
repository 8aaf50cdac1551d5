package dev.recsim.yaml;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Creates trees of nodes from other trees. Nothing is changed in place, and each node keeps its
 * mark, so problems are reported at the original place of the value.
 */
public final class Nodes {
  private Nodes() {}

  /** Text without quotes. */
  public static ScalarNode text(String text, Mark mark) {
    return new ScalarNode(Scalar.PLAIN, true, text, mark, mark, ScalarStyle.PLAIN);
  }

  public static MappingNode mapping(List<NodeTuple> entries, Node place) {
    return new MappingNode(
        Tag.MAP, true, entries, place.getStartMark(), place.getEndMark(), FlowStyle.BLOCK);
  }

  public static SequenceNode list(List<Node> items, Node place) {
    return new SequenceNode(
        Tag.SEQ, true, items, place.getStartMark(), place.getEndMark(), FlowStyle.BLOCK);
  }

  /** Returns the mapping without a key. */
  public static MappingNode without(MappingNode mapping, String key) {
    return mapping(
        mapping.getValue().stream().filter(entry -> !key.equals(key(entry))).toList(), mapping);
  }

  /**
   * Returns the mapping with another value for a key, which keeps its position or is added at the
   * end.
   */
  public static MappingNode with(MappingNode mapping, ScalarNode key, Node value) {
    List<NodeTuple> entries = new ArrayList<>();
    boolean found = false;
    for (NodeTuple entry : mapping.getValue()) {
      boolean same = key.getValue().equals(key(entry));
      entries.add(same ? new NodeTuple(entry.getKeyNode(), value) : entry);
      found |= same;
    }
    if (!found) {
      entries.add(new NodeTuple(key, value));
    }
    return mapping(entries, mapping);
  }

  /**
   * Returns the mapping with another value at a path.
   *
   * @param path keys, the outermost first; missing mappings are created
   * @throws NotAMapping if a value on the path is not a mapping
   */
  public static MappingNode with(MappingNode mapping, List<String> path, Node value)
      throws NotAMapping {
    return with(mapping, path, value.getStartMark(), value);
  }

  /**
   * As {@link #with(MappingNode, List, Node)}.
   *
   * @param place mark of keys that are not in the mapping yet
   */
  public static MappingNode with(MappingNode mapping, List<String> path, Mark place, Node value)
      throws NotAMapping {
    ScalarNode key = text(path.get(0), place);
    if (path.size() == 1) {
      return with(mapping, key, value);
    }
    Node below = value(mapping, path.get(0)).orElse(mapping(List.of(), value));
    if (!(below instanceof MappingNode inner)) {
      throw new NotAMapping(path.get(0));
    }
    return with(mapping, key, with(inner, path.subList(1, path.size()), place, value));
  }

  /** Thrown if a value on a path is not a mapping. */
  public static final class NotAMapping extends Exception {
    private static final long serialVersionUID = 1;

    NotAMapping(String key) {
      super(key);
    }
  }

  public static Optional<Node> value(MappingNode mapping, String key) {
    return mapping.getValue().stream()
        .filter(entry -> key.equals(key(entry)))
        .map(NodeTuple::getValueNode)
        .findFirst();
  }

  public static Optional<MappingNode> mapping(MappingNode mapping, String key) {
    return value(mapping, key).filter(MappingNode.class::isInstance).map(MappingNode.class::cast);
  }

  /** Returns the keys of the mapping at a key; none if it is not a mapping. */
  public static List<String> keys(MappingNode root, String key) {
    return mapping(root, key).stream()
        .flatMap(mapping -> mapping.getValue().stream())
        .map(Nodes::key)
        .filter(Objects::nonNull)
        .toList();
  }

  /** As {@link #tree(Node)}. */
  public static Map<String, Object> tree(MappingNode mapping) {
    Map<String, Object> tree = new LinkedHashMap<>();
    mapping.getValue().forEach(entry -> tree.put(key(entry), tree(entry.getValueNode())));
    return tree;
  }

  /**
   * Returns the value of a node as {@link YamlTree} writes it. Numbers that differ only in notation
   * are equal.
   */
  public static Object tree(Node node) {
    if (node instanceof MappingNode mapping) {
      return tree(mapping);
    }
    if (node instanceof SequenceNode list) {
      return list.getValue().stream().map(Nodes::tree).toList();
    }
    ScalarNode scalar = (ScalarNode) node;
    return switch (Scalar.kind(scalar)) {
      case BOOLEAN -> Scalar.bool(scalar);
      case NUMBER ->
          Scalar.number(scalar)
              .<Object>map(BigDecimal::stripTrailingZeros)
              .orElse(scalar.getValue());
      default -> scalar.getValue();
    };
  }

  /** Returns the key as text, or null if it is not text. */
  public static String key(NodeTuple entry) {
    return entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : null;
  }

  /**
   * Parses a path with dots. Existing keys may contain dots themselves, as names of agents may. A
   * missing key ends at the next dot.
   */
  public static List<String> path(MappingNode root, String dotted) {
    List<String> path = new ArrayList<>();
    Optional<MappingNode> here = Optional.of(root);
    String rest = dotted;
    while (!rest.isEmpty()) {
      String left = rest;
      String key =
          here.stream()
              .flatMap(mapping -> mapping.getValue().stream())
              .map(Nodes::key)
              .filter(it -> it != null && (left.equals(it) || left.startsWith(it + ".")))
              .max(Comparator.comparingInt(String::length))
              .orElse(left.split("\\.", 2)[0]);
      path.add(key);
      here = here.flatMap(mapping -> mapping(mapping, key));
      rest = left.length() > key.length() ? left.substring(key.length() + 1) : "";
    }
    return path;
  }

  /**
   * Merges a tree over another. Mappings are merged key by key; other values replace the value
   * below. A component of another {@code type} replaces the whole component. A key without a value
   * removes the value below.
   */
  public static Node merged(Node below, Node above) {
    if (!(below instanceof MappingNode from && above instanceof MappingNode to)
        || isOfOtherType(from, to)) {
      return above;
    }
    Map<String, NodeTuple> over = new LinkedHashMap<>();
    to.getValue().forEach(entry -> over.putIfAbsent(key(entry), entry));
    List<NodeTuple> entries = new ArrayList<>();
    for (NodeTuple entry : from.getValue()) {
      NodeTuple other = over.remove(key(entry));
      if (other == null) {
        entries.add(entry);
      } else if (!isNothing(other.getValueNode())) {
        Node value = merged(entry.getValueNode(), other.getValueNode());
        entries.add(new NodeTuple(other.getKeyNode(), value));
      }
    }
    entries.addAll(over.values());
    return mapping(entries, to);
  }

  private static boolean isOfOtherType(MappingNode below, MappingNode above) {
    Optional<String> type = scalar(above, "type");
    return type.isPresent() && !type.equals(scalar(below, "type"));
  }

  private static Optional<String> scalar(MappingNode mapping, String key) {
    return value(mapping, key)
        .filter(ScalarNode.class::isInstance)
        .map(node -> ((ScalarNode) node).getValue());
  }

  private static boolean isNothing(Node node) {
    return node instanceof ScalarNode scalar && Scalar.kind(scalar) == Scalar.Kind.NOTHING;
  }

  /** Describes a node in a few words. */
  public static String describe(Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      return node instanceof SequenceNode ? "a list" : "a mapping";
    }
    String text = scalar.getValue();
    String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
    return switch (Scalar.kind(scalar)) {
      case NOTHING -> "empty; leave the key out for its default";
      case TEXT -> "\"" + shown + "\"";
      default -> shown;
    };
  }
}
