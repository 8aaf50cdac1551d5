package dev.recsim.experimentfile.variants;

import dev.recsim.random.RandomKey;
import dev.recsim.yaml.Nodes;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The values that a {@code search} tries for keys of an agent. */
public final class SearchSpace {
  /**
   * Largest number of draws for a candidate that differs from all earlier ones; the last draw is
   * kept.
   */
  private static final int MOST_DRAWS = 10_000;

  private final MappingNode agent;
  private final List<Dimension> dimensions;

  private record Dimension(List<String> path, ScalarNode key, Values values) {
    String name() {
      return String.join(".", path);
    }
  }

  /**
   * An agent with other values of its keys.
   *
   * @param node the agent's tree
   * @param keys the values by key, as text
   * @param values the values only, as a tree
   */
  public record Point(MappingNode node, Map<String, String> keys, Map<String, Object> values) {}

  private SearchSpace(MappingNode agent, List<Dimension> dimensions) {
    this.agent = agent;
    this.dimensions = dimensions;
  }

  /**
   * Reads the keys of an agent and their values.
   *
   * @param over a mapping of keys to lists and ranges
   * @return empty if something is invalid, with the problems added
   */
  public static Optional<SearchSpace> of(
      MappingNode agent, Section over, String label, Problems problems) {
    List<Dimension> dimensions = new ArrayList<>();
    boolean sound = !over.entries().isEmpty();
    if (!sound) {
      problems.at(over.node(), label + " must have at least one key; write <key>: [...]");
    }
    for (NodeTuple entry : over.entries()) {
      ScalarNode key = (ScalarNode) entry.getKeyNode();
      List<String> path = Nodes.path(agent, key.getValue());
      Optional<Values> values =
          Values.read(label + "." + key.getValue(), entry.getValueNode(), problems);
      sound &= values.isPresent() & isPath(agent, path, key, problems);
      for (Dimension other : dimensions) {
        sound &= isApart(path, key, other, problems);
      }
      values.ifPresent(it -> dimensions.add(new Dimension(path, key, it)));
    }
    return sound ? Optional.of(new SearchSpace(agent, dimensions)) : Optional.empty();
  }

  private static boolean isPath(
      MappingNode agent, List<String> path, ScalarNode key, Problems problems) {
    if (path.isEmpty() || path.contains("")) {
      problems.at(
          key, "\"" + key.getValue() + "\" is no key of an agent; write gamma or base.gamma");
      return false;
    }
    try {
      Nodes.with(agent, path, key);
      return true;
    } catch (Nodes.NotAMapping e) {
      problems.at(key, e.getMessage() + " is not a mapping, so nothing can be searched in it");
      return false;
    }
  }

  private static boolean isApart(
      List<String> path, ScalarNode key, Dimension other, Problems problems) {
    int shared = Math.min(path.size(), other.path.size());
    boolean apart = !path.subList(0, shared).equals(other.path.subList(0, shared));
    if (!apart) {
      problems.at(
          key,
          "\"%s\" and \"%s\" set the same option; keep one"
              .formatted(other.key.getValue(), key.getValue()));
    }
    return apart;
  }

  /** Returns the searched keys as paths, in the order of the file. */
  public List<List<String>> paths() {
    return dimensions.stream().map(Dimension::path).toList();
  }

  /** Returns the number of combinations; empty if there are too many to count. */
  public Optional<BigDecimal> size() {
    Optional<BigDecimal> size = Optional.of(BigDecimal.ONE);
    for (Dimension dimension : dimensions) {
      size = size.flatMap(it -> dimension.values.count().map(it::multiply));
    }
    return size;
  }

  /**
   * Returns variants of the agent, each with one key at an end of its range or at a value of its
   * list.
   */
  public List<MappingNode> checked() {
    List<MappingNode> agents = new ArrayList<>();
    for (Dimension dimension : dimensions) {
      dimension.values.checked().forEach(value -> agents.add(with(agent, dimension, value)));
    }
    return agents;
  }

  /**
   * Draws candidates, without repeats while there are others. A candidate depends only on its index
   * and the candidates before it.
   *
   * @param count number of candidates
   */
  public List<Point> draw(int count, RandomKey key) {
    List<Point> points = new ArrayList<>();
    Set<Map<String, String>> drawn = new HashSet<>();
    for (int i = 0; i < count; i++) {
      Point point = draw(key.child(i), 0);
      for (int again = 1; again < MOST_DRAWS && drawn.contains(point.keys); again++) {
        point = draw(key.child(i), again);
      }
      drawn.add(point.keys);
      points.add(point);
    }
    return points;
  }

  private Point draw(RandomKey key, long index) {
    MappingNode node = agent;
    MappingNode values = Nodes.mapping(List.of(), agent);
    Map<String, String> keys = new LinkedHashMap<>();
    for (Dimension dimension : dimensions) {
      Node value = dimension.values.draw(key.child(dimension.name()), index);
      node = with(node, dimension, value);
      values = with(values, dimension, value);
      keys.put(dimension.name(), VariantLabels.text(value));
    }
    return new Point(node, keys, Nodes.tree(values));
  }

  private static MappingNode with(MappingNode agent, Dimension dimension, Node value) {
    try {
      return Nodes.with(agent, dimension.path, dimension.key.getStartMark(), value);
    } catch (Nodes.NotAMapping e) {
      throw new IllegalStateException("the path was checked", e);
    }
  }
}
