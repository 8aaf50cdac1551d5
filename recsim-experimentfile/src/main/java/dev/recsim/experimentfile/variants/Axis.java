package dev.recsim.experimentfile.variants;

import dev.recsim.yaml.Nodes;
import dev.recsim.yaml.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A key of a {@code sweep} with its values.
 *
 * @param path of the key, relative to the swept part of the experiment
 * @param key its node
 * @param values at least one
 */
record Axis(List<String> path, ScalarNode key, List<Node> values) {

  /**
   * A point of a grid.
   *
   * @param node the tree with its values
   * @param keys its values by key, as text
   * @param name its values as a name; empty without values
   */
  record Point(MappingNode node, Map<String, String> keys, String name) {}

  Axis below(int levels) {
    return new Axis(path.subList(levels, path.size()), key, values);
  }

  /**
   * Returns all points of the grid, the last key changing fastest; or empty, with the problems
   * added.
   */
  static Optional<List<Point>> grid(MappingNode start, List<Axis> axes, Problems problems) {
    List<List<String>> paths = axes.stream().map(Axis::path).toList();
    List<Point> points = List.of(new Point(start, Map.of(), ""));
    for (Axis axis : axes) {
      String shown = VariantLabels.key(axis.path, paths);
      List<Point> finer = new ArrayList<>();
      for (Point point : points) {
        for (Node value : axis.values) {
          try {
            finer.add(axis.on(point, value, shown));
          } catch (Nodes.NotAMapping e) {
            String message = e.getMessage() + " is not a mapping, so nothing can be swept in it";
            return problems.none(axis.key, message);
          }
        }
      }
      points = finer;
    }
    return Optional.of(points);
  }

  private Point on(Point point, Node value, String shown) throws Nodes.NotAMapping {
    Map<String, String> keys = new LinkedHashMap<>(point.keys);
    keys.put(String.join(".", path), VariantLabels.text(value));
    String name =
        point.name + (point.name.isEmpty() ? "" : "-") + shown + "=" + VariantLabels.name(value);
    return new Point(Nodes.with(point.node, path, value), keys, name);
  }
}
