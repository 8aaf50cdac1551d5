package dev.recsim.experimentfile;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The experiments that one file makes: {@code environments} makes one for each world, a {@code
 * sweep} over keys of the world, the schedule or the scoring one for each point of the grid. A
 * sweep over keys of an agent makes that agent several, side by side in each experiment.
 */
final class Grid {
  static final String SWEEP = "sweep";
  static final String ENVIRONMENTS = "environments";

  /** What stands first in a swept path, besides {@code agents}. */
  static final List<String> SWEPT = List.of("environment", "training", "evaluation", "seed");

  private static final int MOST = 1_000;
  private static final int MOST_KEYS = 20;

  private static final String ENVIRONMENT = "environment";
  private static final String AGENTS = "agents";
  private static final String EXAMPLE = "write \"agents.<name>.<key>: [...]\"";

  private final Problems problems;

  Grid(Problems problems) {
    this.problems = problems;
  }

  /**
   * One of the experiments.
   *
   * @param root its tree, without {@code environments} and {@code sweep}
   * @param name its name among the others; empty where it is the only one
   * @param keys what tells it from the others
   * @param agents those that a sweep made, by their names
   */
  record Member(
      MappingNode root, String name, Map<String, String> keys, Map<String, Variant> agents) {}

  /** The experiments of a file; none, with the problems added, if something is wrong. */
  List<Member> members(MappingNode root) {
    int before = problems.count();
    List<Axis> axes = axes(root);
    Map<String, Variant> variants = new HashMap<>();
    MappingNode plain = Nodes.without(Nodes.without(root, SWEEP), ENVIRONMENTS);
    List<Axis> ofAgents = axes.stream().filter(it -> it.path().get(0).equals(AGENTS)).toList();
    List<Axis> others = axes.stream().filter(it -> !ofAgents.contains(it)).toList();
    List<Member> members = new ArrayList<>();
    if (problems.count() == before && fits(root, axes)) {
      MappingNode grown = ofAgents.isEmpty() ? plain : withAgents(plain, ofAgents, variants);
      for (Axis.Point world : worlds(root, grown)) {
        for (Axis.Point point : Axis.grid(world.node(), others, problems)) {
          Map<String, String> keys = new LinkedHashMap<>(world.keys());
          keys.putAll(point.keys());
          boolean both = !world.name().isEmpty() && !point.name().isEmpty();
          String name = world.name() + (both ? "-" : "") + point.name();
          members.add(new Member(point.node(), Labels.fitting(name), keys, variants));
        }
      }
    }
    return problems.count() > before ? List.of() : members;
  }

  /**
   * The tree with each world of {@code environments}, over {@code environment} if that is there.
   */
  private List<Axis.Point> worlds(MappingNode root, MappingNode plain) {
    Optional<Node> environments = Nodes.value(root, ENVIRONMENTS);
    if (environments.isEmpty()) {
      return List.of(new Axis.Point(plain, Map.of(), ""));
    }
    List<Axis.Point> worlds = new ArrayList<>();
    Optional<Section> section = Section.of(environments.get(), ENVIRONMENTS, problems);
    if (section.isPresent() && section.get().entries().isEmpty()) {
      problems.at(
          environments.get(), ENVIRONMENTS + " must have at least one; write <name>: {...}");
    }
    for (NodeTuple entry : section.map(Section::entries).orElse(List.of())) {
      ScalarNode key = (ScalarNode) entry.getKeyNode();
      String name = key.getValue();
      Names.ofExperiment(name, true).ifPresent(message -> problems.at(key, message));
      Section.of(entry.getValueNode(), name, problems);
      Node shared = Nodes.value(plain, ENVIRONMENT).orElse(entry.getValueNode());
      Node world = Nodes.merged(shared, entry.getValueNode());
      worlds.add(
          new Axis.Point(
              Nodes.with(plain, Nodes.text(ENVIRONMENT, key.getStartMark()), world),
              Map.of(ENVIRONMENT, name),
              name));
    }
    return worlds;
  }

  private List<Axis> axes(MappingNode root) {
    List<Axis> axes = new ArrayList<>();
    Optional<Section> sweep =
        Nodes.value(root, SWEEP).flatMap(node -> Section.of(node, SWEEP, problems));
    for (NodeTuple entry : sweep.map(Section::entries).orElse(List.of())) {
      ScalarNode key = (ScalarNode) entry.getKeyNode();
      List<String> path = Nodes.path(root, key.getValue());
      if (isSwept(root, path, key) & hasValues(key, entry.getValueNode())) {
        axes.add(new Axis(path, key, ((SequenceNode) entry.getValueNode()).getValue()));
      }
    }
    return axes;
  }

  private boolean isSwept(MappingNode root, List<String> path, ScalarNode key) {
    String first = path.isEmpty() ? "" : path.get(0);
    if (path.contains("") || !(first.equals(AGENTS) || SWEPT.contains(first))) {
      problems.at(
          key,
          "\"%s\" cannot be swept, only keys of agents, %s%s"
              .formatted(key.getValue(), String.join(", ", SWEPT), "; " + EXAMPLE));
      return false;
    }
    if (!first.equals(AGENTS)) {
      return true;
    }
    List<String> names =
        Nodes.mapping(root, AGENTS).stream()
            .flatMap(agents -> agents.getValue().stream().map(Nodes::key))
            .filter(it -> it != null)
            .toList();
    if (path.size() < 3 || !names.contains(path.get(1))) {
      String why = path.size() < 2 ? "names no agent" : Names.noAgent(path.get(1), names);
      problems.at(
          key, path.size() == 2 && names.contains(path.get(1)) ? "names no key; " + EXAMPLE : why);
      return false;
    }
    return true;
  }

  private boolean hasValues(ScalarNode key, Node values) {
    String label = SWEEP + "." + key.getValue();
    if (!(values instanceof SequenceNode list) || list.getValue().isEmpty()) {
      problems.at(values, label + " must be a list of values, not " + Shape.describe(values));
      return false;
    }
    Map<String, Node> names = new HashMap<>();
    for (Node value : list.getValue()) {
      String name = Labels.name(value);
      if (names.putIfAbsent(name, value) != null) {
        problems.at(value, label + " has the value " + Labels.text(value) + " twice; keep one");
      }
    }
    return true;
  }

  private boolean fits(MappingNode root, List<Axis> axes) {
    if (axes.size() > MOST_KEYS) {
      problems.at(
          Nodes.value(root, SWEEP).orElse(root),
          "sweep has " + axes.size() + " keys, but at most " + MOST_KEYS + " are swept");
      return false;
    }
    int worlds = Nodes.mapping(root, ENVIRONMENTS).map(it -> it.getValue().size()).orElse(1);
    BigDecimal points = BigDecimal.valueOf(worlds);
    for (Axis axis : axes) {
      points = points.multiply(BigDecimal.valueOf(axis.values().size()));
    }
    boolean fits = points.compareTo(BigDecimal.valueOf(MOST)) <= 0;
    if (!fits) {
      problems.at(
          Nodes.value(root, SWEEP).orElse(root),
          "there are %s combinations of environments and sweep, but at most %d are run; leave some out"
              .formatted(points.toPlainString(), MOST));
    }
    return fits;
  }

  private MappingNode withAgents(MappingNode root, List<Axis> axes, Map<String, Variant> variants) {
    MappingNode agents = Nodes.mapping(root, AGENTS).orElseThrow();
    List<NodeTuple> entries = new ArrayList<>();
    Map<String, List<String>> names = new HashMap<>();
    for (NodeTuple entry : agents.getValue()) {
      String agent = Nodes.key(entry);
      List<Axis> own =
          axes.stream()
              .filter(it -> it.path().get(1).equals(agent))
              .map(it -> it.below(2))
              .toList();
      if (own.isEmpty() || !(entry.getValueNode() instanceof MappingNode start)) {
        entries.add(entry);
        continue;
      }
      for (Axis.Point point : Axis.grid(start, own, problems)) {
        String name = Labels.fitting(agent + "-" + point.name());
        if (Nodes.value(agents, name).isPresent()) {
          problems.at(own.get(0).key(), "sweep makes another agent \"" + name + "\"; rename one");
        }
        ScalarNode key = Nodes.text(name, entry.getKeyNode().getStartMark());
        entries.add(new NodeTuple(key, point.node()));
        variants.put(name, new Variant(agent, point.name(), point.keys()));
        names.computeIfAbsent(agent, it -> new ArrayList<>()).add(name);
      }
    }
    ScalarNode key = Nodes.text(AGENTS, agents.getStartMark());
    return new SweptClaims(names).in(Nodes.with(root, key, Nodes.mapping(entries, agents)));
  }
}
