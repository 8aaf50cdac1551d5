package dev.recsim.experimentfile.yaml;

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
 * Trees of nodes made of others. Nothing is changed in place, and each node keeps its mark: that is
 * how a problem is told where the value really stands.
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

  /** The mapping without a key. */
  public static MappingNode without(MappingNode mapping, String key) {
    return mapping(
        mapping.getValue().stream().filter(entry -> !key.equals(key(entry))).toList(), mapping);
  }

  /** The mapping with another value for a key, in its place or behind all others. */
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
   * The mapping with another value at a path.
   *
   * @param path keys, the outermost first; mappings that are not there are made
   * @throws NotAMapping if something else stands on the way
   */
  public static MappingNode with(MappingNode mapping, List<String> path, Node value)
      throws NotAMapping {
    return with(mapping, path, value.getStartMark(), value);
  }

  /**
   * As {@link #with(MappingNode, List, Node)}.
   *
   * @param place where keys stand that are not in the mapping yet
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

  /** A key on the way to another is no mapping. */
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

  /** The keys of the mapping below a key; none where it is no mapping. */
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
   * The value of a node as {@link YamlTree} writes it; numbers that differ only in how they are
   * written are equal.
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

  /** The key as text, or null where it is none. */
  public static String key(NodeTuple entry) {
    return entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : null;
  }

  /**
   * A path in dots by the keys there are: a key may have dots itself, as names of agents may. Keys
   * that are not there end at the next dot.
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
   * One tree over another: mappings are merged key by key, everything else takes the other's place.
   * A component of another {@code type} is another component, and takes the place of the whole. A
   * key without a value takes the other's away.
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

  /** What a node is, in a few words. */
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
