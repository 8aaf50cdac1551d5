package dev.recsim.experimentfile.variants;

import dev.recsim.io.Digest;
import java.util.List;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Turns values into parts of names of experiments and agents, which are also file names. */
public final class VariantLabels {
  private static final int LONGEST = 64;
  private static final int KEPT = 50;

  private VariantLabels() {}

  /** Returns the value as text: {@code 0.9}, {@code [64, 64]}. */
  public static String text(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    if (node instanceof SequenceNode list) {
      return list.getValue().stream()
          .map(VariantLabels::text)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return ((MappingNode) node)
        .getValue().stream()
            .map(entry -> text(entry.getKeyNode()) + ": " + text(entry.getValueNode()))
            .collect(Collectors.joining(", ", "{", "}"));
  }

  /** Returns the value as a part of a name: {@code 0.9}, {@code 64x64}. */
  public static String name(Node node) {
    if (node instanceof SequenceNode list) {
      return list.getValue().stream().map(VariantLabels::name).collect(Collectors.joining("x"));
    }
    if (node instanceof MappingNode mapping) {
      return mapping.getValue().stream().map(VariantLabels::name).collect(Collectors.joining("_"));
    }
    return ((ScalarNode) node)
        .getValue()
        .replaceAll("[^A-Za-z0-9.-]+", "_")
        .replaceAll("\\.+$", "");
  }

  private static String name(NodeTuple entry) {
    return name(entry.getKeyNode()) + "_" + name(entry.getValueNode());
  }

  /** Returns the shortest end of a path that is unique among the paths. */
  public static String key(List<String> path, List<List<String>> all) {
    for (int length = 1; length < path.size(); length++) {
      List<String> end = path.subList(path.size() - length, path.size());
      long same =
          all.stream()
              .filter(it -> it.size() >= end.size())
              .filter(it -> it.subList(it.size() - end.size(), it.size()).equals(end))
              .count();
      if (same == 1) {
        return String.join(".", end);
      }
    }
    return String.join(".", path);
  }

  /** Returns the name of the experiment that settings define: {@code actor_critic.gamma=0.9}. */
  public static String of(List<Setting> settings) {
    String all =
        settings.stream()
            .map(
                it ->
                    it.path().replaceFirst("^agents\\.", "")
                        + "="
                        + it.value().replaceAll("[\\[\\]{}\"' ]", "").replace(',', 'x'))
            .collect(Collectors.joining("-"));
    return fitting(all.replaceAll("[^A-Za-z0-9._=-]+", "_").replaceAll("\\.+$", ""));
  }

  /** Returns the name; if it is too long, it is cut and ends with a digest. */
  static String fitting(String name) {
    if (name.length() <= LONGEST) {
      return name;
    }
    String digest = Digest.of(name);
    return name.substring(0, KEPT) + "-" + digest.substring(0, LONGEST - KEPT - 1);
  }
}
