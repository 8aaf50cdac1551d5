package dev.recsim.experimentfile.variants;

import dev.recsim.yaml.Names;
import dev.recsim.yaml.Nodes;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import dev.recsim.yaml.binding.Providers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The experiments that one file defines: one for each of {@code environments}, and one for each
 * point of a {@code sweep} over keys of the environment, training, evaluation or seed. A sweep over
 * keys of an agent defines several agents in each experiment.
 */
public record SweepGrid(Problems problems) {
  public static final String SWEEP = "sweep";
  public static final String ENVIRONMENTS = "environments";
  public static final String SEARCH = "search";

  /** The first part of a swept path, besides {@code agents}. */
  public static final List<String> SWEPT = List.of("environment", "training", "evaluation", "seed");

  private static final int MOST = 1_000;
  private static final int MOST_KEYS = 20;

  private static final String ENVIRONMENT = "environment";
  private static final String AGENTS = "agents";
  private static final String EXAMPLE = "write \"agents.<name>.<key>: [...]\"";

  /**
   * One of the experiments.
   *
   * @param root its tree, without {@code environments} and {@code sweep}
   * @param name its name among the others; empty if it is the only one
   * @param keys the keys that distinguish it from the others
   * @param agents the agents of a sweep, by name
   */
  public record Member(
      MappingNode root, String name, Map<String, String> keys, Map<String, Variant> agents) {}

  /** Returns the experiments of a file; none if something is invalid, with the problems added. */
  public List<Member> members(MappingNode root) {
    return axes(root)
        .filter(axes -> fits(root, axes) && isAlone(root))
        .flatMap(axes -> members(root, axes))
        .orElse(List.of());
  }

  private Optional<List<Member>> members(MappingNode root, List<Axis> axes) {
    Map<String, Variant> variants = new HashMap<>();
    MappingNode plain = Nodes.without(Nodes.without(root, SWEEP), ENVIRONMENTS);
    List<Axis> ofAgents = axes.stream().filter(it -> it.path().get(0).equals(AGENTS)).toList();
    List<Axis> others = axes.stream().filter(it -> !ofAgents.contains(it)).toList();
    Optional<MappingNode> grown =
        ofAgents.isEmpty() ? Optional.of(plain) : withAgents(plain, ofAgents, variants);
    List<Member> members = new ArrayList<>();
    boolean sound = grown.isPresent();
    for (Axis.Point environment : grown.flatMap(it -> environments(root, it)).orElse(List.of())) {
      Optional<List<Axis.Point>> points = Axis.grid(environment.node(), others, problems);
      sound &= points.isPresent();
      for (Axis.Point point : points.orElse(List.of())) {
        Map<String, String> keys = new LinkedHashMap<>(environment.keys());
        keys.putAll(point.keys());
        boolean both = !environment.name().isEmpty() && !point.name().isEmpty();
        String name = environment.name() + (both ? "-" : "") + point.name();
        members.add(new Member(point.node(), VariantLabels.fitting(name), keys, variants));
      }
    }
    return sound ? Optional.of(members) : Optional.empty();
  }

  /**
   * Returns the tree with each of {@code environments}, merged over {@code environment} if present;
   * or empty, with the problems added.
   */
  private Optional<List<Axis.Point>> environments(MappingNode root, MappingNode plain) {
    Optional<Node> given = Nodes.value(root, ENVIRONMENTS);
    if (given.isEmpty()) {
      return Optional.of(List.of(new Axis.Point(plain, Map.of(), "")));
    }
    Optional<Section> section = Section.of(given.get(), ENVIRONMENTS, problems);
    if (section.isPresent() && section.get().entries().isEmpty()) {
      problems.at(given.get(), ENVIRONMENTS + " must have at least one; write <name>: {...}");
    }
    Set<String> types = Providers.environments().keySet();
    List<Axis.Point> points = new ArrayList<>();
    boolean sound = true;
    for (NodeTuple entry : section.map(Section::entries).orElse(List.of())) {
      ScalarNode key = (ScalarNode) entry.getKeyNode();
      String name = key.getValue();
      Optional<String> wrong = Names.ofExperiment(name);
      wrong.ifPresent(message -> problems.at(key, message));
      sound &=
          Providers.section(entry.getValueNode(), name, types, problems).isPresent()
              && wrong.isEmpty();
      Node shared = Nodes.value(plain, ENVIRONMENT).orElse(entry.getValueNode());
      Node merged = Nodes.merged(shared, entry.getValueNode());
      points.add(
          new Axis.Point(
              Nodes.with(plain, Nodes.text(ENVIRONMENT, key.getStartMark()), merged),
              Map.of(ENVIRONMENT, name),
              name));
    }
    return sound ? Optional.of(points) : Optional.empty();
  }

  /** Returns the swept keys; or empty, with the problems added. */
  private Optional<List<Axis>> axes(MappingNode root) {
    Optional<Node> node = Nodes.value(root, SWEEP);
    Optional<Section> sweep = node.flatMap(it -> Section.of(it, SWEEP, problems));
    boolean sound = node.isEmpty() || sweep.isPresent();
    List<Axis> axes = new ArrayList<>();
    for (NodeTuple entry : sweep.map(Section::entries).orElse(List.of())) {
      ScalarNode key = (ScalarNode) entry.getKeyNode();
      List<String> path = Nodes.path(root, key.getValue());
      Optional<List<Node>> values = values(key, entry.getValueNode());
      sound &= isSwept(root, path, key) & values.isPresent();
      axes.add(new Axis(path, key, values.orElse(List.of())));
    }
    return sound ? Optional.of(axes) : Optional.empty();
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
    List<String> names = Nodes.keys(root, AGENTS);
    if (path.size() < 3 || !names.contains(path.get(1))) {
      String why = path.size() < 2 ? "names no agent" : Names.noAgent(path.get(1), names);
      problems.at(
          key, path.size() == 2 && names.contains(path.get(1)) ? "names no key; " + EXAMPLE : why);
      return false;
    }
    return true;
  }

  /** Returns the values of a swept key; or empty, with the problems added. */
  private Optional<List<Node>> values(ScalarNode key, Node values) {
    String label = SWEEP + "." + key.getValue();
    if (!(values instanceof SequenceNode list) || list.getValue().isEmpty()) {
      return problems.none(
          values, label + " must be a list of values, not " + Nodes.describe(values));
    }
    Set<String> names = new HashSet<>();
    for (Node value : list.getValue()) {
      if (!names.add(VariantLabels.name(value))) {
        problems.at(
            value, label + " has the value " + VariantLabels.text(value) + " twice; keep one");
      }
    }
    return names.size() == list.getValue().size() ? Optional.of(list.getValue()) : Optional.empty();
  }

  private boolean isAlone(MappingNode root) {
    Optional<Node> search = Nodes.value(root, SEARCH);
    if (search.isEmpty() || Nodes.value(root, SWEEP).isEmpty()) {
      return true;
    }
    problems.at(
        search.get(),
        "an experiment has a sweep, which runs all combinations, or a search, which runs some; remove one");
    return false;
  }

  private boolean fits(MappingNode root, List<Axis> axes) {
    if (axes.size() > MOST_KEYS) {
      problems.at(
          Nodes.value(root, SWEEP).orElse(root),
          "sweep has " + axes.size() + " keys, but at most " + MOST_KEYS + " are swept");
      return false;
    }
    int environments = Nodes.mapping(root, ENVIRONMENTS).map(it -> it.getValue().size()).orElse(1);
    BigDecimal points = BigDecimal.valueOf(environments);
    for (Axis axis : axes) {
      points = points.multiply(BigDecimal.valueOf(axis.values().size()));
    }
    boolean fits = points.compareTo(BigDecimal.valueOf(MOST)) <= 0;
    if (!fits) {
      problems.at(
          Nodes.value(root, SWEEP).orElse(root),
          "there are %s combinations of environments and sweep, but at most %s are run; leave some out"
              .formatted(points.toPlainString(), MOST));
    }
    return fits;
  }

  private Optional<MappingNode> withAgents(
      MappingNode root, List<Axis> axes, Map<String, Variant> variants) {
    boolean sound = true;
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
      Optional<List<Axis.Point>> points = Axis.grid(start, own, problems);
      sound &= points.isPresent();
      for (Axis.Point point : points.orElse(List.of())) {
        String name = VariantLabels.fitting(agent + "-" + point.name());
        if (Nodes.value(agents, name).isPresent()) {
          problems.at(own.get(0).key(), "sweep makes another agent \"" + name + "\"; rename one");
          sound = false;
        }
        ScalarNode key = Nodes.text(name, entry.getKeyNode().getStartMark());
        entries.add(new NodeTuple(key, point.node()));
        variants.put(name, new Variant(agent, point.name(), point.keys()));
        names.computeIfAbsent(agent, it -> new ArrayList<>()).add(name);
      }
    }
    ScalarNode key = Nodes.text(AGENTS, agents.getStartMark());
    MappingNode grown = Nodes.with(root, key, Nodes.mapping(entries, agents));
    return sound ? Optional.of(new SweptClaims(names).in(grown)) : Optional.empty();
  }
}
