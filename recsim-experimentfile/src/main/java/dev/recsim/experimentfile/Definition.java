package dev.recsim.experimentfile;

import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.ExperimentSpec.EnvironmentSpec;
import dev.recsim.experimentfile.variants.VariantLabels;
import dev.recsim.trial.Evaluation;
import dev.recsim.yaml.Nodes;
import dev.recsim.yaml.YamlTree;
import dev.recsim.yaml.binding.PartShape;
import dev.recsim.yaml.binding.RecordShape;
import dev.recsim.yaml.binding.Shape;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The keys of a resolved experiment in three groups: keys of the arena, keys of each agent, and the
 * rest. Paths and values are written as by {@link ResolvedKeys}. A data file is an additional key:
 * its path in the experiment, with the start of its SHA-256 as value. It is in the group of each
 * key that names it, alone or in a list.
 *
 * @param arena {@code environment.}, {@code evaluation.}, {@code seed}, and sections that this
 *     version does not know. Scores are comparable if these are equal.
 * @param agents the keys of each agent by its name, without {@code agents.<name>.}: {@code type},
 *     its options, and {@code training.}, its own or else the experiment's
 * @param rest {@code name}, {@code title}, {@code metrics.}, {@code trials.seeds}, {@code
 *     baseline.}, {@code claims} and {@code search.}, which do not change scores
 */
public record Definition(
    SortedMap<String, String> arena,
    SortedMap<String, SortedMap<String, String>> agents,
    SortedMap<String, String> rest) {
  private static final String AGENTS = "agents";
  private static final String TRAINING = "training";

  private static final Set<String> REST =
      Set.of("name", "title", "metrics", "trials", "baseline", "claims", "search");

  public Definition {
    SortedMap<String, SortedMap<String, String>> copies = new TreeMap<>();
    agents.forEach((name, keys) -> copies.put(name, sorted(keys)));
    agents = Collections.unmodifiableSortedMap(copies);
    arena = sorted(arena);
    rest = sorted(rest);
  }

  private static SortedMap<String, String> sorted(SortedMap<String, String> keys) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(keys));
  }

  /**
   * Groups the keys of an experiment.
   *
   * @param resolved YAML as in {@link ExperimentSpec#resolved()}
   * @param files SHA-256 by path, as in {@link ExperimentSpec#files()}
   * @throws IllegalArgumentException unless it is a YAML mapping
   */
  public static Definition of(String resolved, Map<String, String> files) {
    MappingNode experiment = ResolvedKeys.root(resolved);
    SortedMap<String, String> arena = new TreeMap<>();
    SortedMap<String, String> rest = new TreeMap<>();
    for (NodeTuple entry : experiment.getValue()) {
      String section = VariantLabels.text(entry.getKeyNode());
      if (!section.equals(AGENTS) && !section.equals(TRAINING)) {
        ResolvedKeys.add(section, entry.getValueNode(), REST.contains(section) ? rest : arena);
      }
    }
    SortedMap<String, SortedMap<String, String>> agents = agents(experiment, files);
    addFiles(files, named(experiment, REST::contains), rest);
    addFiles(
        files,
        named(experiment, it -> !it.equals(AGENTS) && !it.equals(TRAINING) && !REST.contains(it)),
        arena);
    Map<String, String> unnamed = new TreeMap<>(files);
    agents.values().forEach(keys -> unnamed.keySet().removeAll(keys.keySet()));
    unnamed.keySet().removeAll(rest.keySet());
    unnamed.forEach((file, digest) -> arena.putIfAbsent(file, shown(digest)));
    return new Definition(arena, agents, rest);
  }

  /**
   * Returns the definition of an experiment, without the keys that an earlier one lacks and that
   * have their defaults: they are new in this version of recsim.
   *
   * @throws IllegalArgumentException unless the resolved experiment is a YAML mapping
   */
  public static Definition since(Definition then, ExperimentSpec spec) {
    Definition now = of(spec.resolved(), spec.files());
    Definition declared = of(YamlTree.write(declared(spec)), spec.files());
    SortedMap<String, SortedMap<String, String>> agents = new TreeMap<>();
    now.agents.forEach(
        (name, keys) ->
            agents.put(
                name,
                then.agents.containsKey(name)
                    ? since(then.agents.get(name), declared.agents.get(name), keys)
                    : keys));
    return new Definition(since(then.arena, declared.arena, now.arena), agents, now.rest);
  }

  private static SortedMap<String, String> since(
      SortedMap<String, String> then,
      SortedMap<String, String> declared,
      SortedMap<String, String> now) {
    SortedMap<String, String> known = new TreeMap<>(now);
    known.keySet().removeIf(key -> !then.containsKey(key) && !declared.containsKey(key));
    return known;
  }

  /** Arena and agents of an experiment as a tree without defaults. */
  private static Map<String, Object> declared(ExperimentSpec spec) {
    EnvironmentSpec<?> environment = spec.environment();
    Map<String, Object> agents = new TreeMap<>();
    for (AgentSpec<?> agent : spec.agents()) {
      Map<String, Object> entry = PartShape.declared(agent.provider(), agent.options());
      entry.put(TRAINING, Trainings.declared(agent.training()));
      agents.put(agent.name(), entry);
    }
    return Shape.map(
        "environment",
        PartShape.declared(environment.provider(), environment.options()),
        "evaluation",
        RecordShape.of(spec.evaluation()).declared(spec.evaluation(), Evaluation.DEFAULTS),
        AGENTS,
        agents);
  }

  /** The agents whose definition has this file; null if more than agents has it. */
  public Set<String> agentsWith(String file) {
    Set<String> users = new TreeSet<>(agents.keySet());
    users.removeIf(name -> !agents.get(name).containsKey(file));
    return arena.containsKey(file) || rest.containsKey(file) ? null : users;
  }

  private static SortedMap<String, SortedMap<String, String>> agents(
      MappingNode experiment, Map<String, String> files) {
    Optional<Node> shared = Nodes.value(experiment, TRAINING);
    SortedMap<String, SortedMap<String, String>> agents = new TreeMap<>();
    Nodes.mapping(experiment, AGENTS).stream()
        .flatMap(section -> section.getValue().stream())
        .forEach(
            entry -> {
              SortedMap<String, String> keys = agent(entry.getValueNode(), shared);
              Set<String> named = new HashSet<>();
              addTexts(entry.getValueNode(), named);
              addFiles(files, named, keys);
              agents.put(VariantLabels.text(entry.getKeyNode()), keys);
            });
    return agents;
  }

  private static SortedMap<String, String> agent(Node agent, Optional<Node> shared) {
    SortedMap<String, String> keys = new TreeMap<>();
    ResolvedKeys.add("", agent, keys);
    boolean own = keys.keySet().stream().anyMatch(key -> key.startsWith(TRAINING + "."));
    if (!own) {
      shared.ifPresent(schedule -> ResolvedKeys.add(TRAINING, schedule, keys));
    }
    return keys;
  }

  /** All texts in some sections, also those in lists. */
  private static Set<String> named(MappingNode experiment, Predicate<String> sections) {
    Set<String> named = new HashSet<>();
    for (NodeTuple entry : experiment.getValue()) {
      if (sections.test(VariantLabels.text(entry.getKeyNode()))) {
        addTexts(entry.getValueNode(), named);
      }
    }
    return named;
  }

  private static void addTexts(Node node, Set<String> found) {
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(entry -> addTexts(entry.getValueNode(), found));
    } else if (node instanceof SequenceNode list) {
      list.getValue().forEach(item -> addTexts(item, found));
    } else {
      found.add(VariantLabels.text(node));
    }
  }

  /** Adds the files that are named. */
  private static void addFiles(
      Map<String, String> files, Set<String> named, SortedMap<String, String> keys) {
    files.keySet().stream()
        .filter(named::contains)
        .forEach(file -> keys.put(file, shown(files.get(file))));
  }

  /** Returns the start of a file's digest, which is the value of its key. */
  public static String shown(String digest) {
    return "SHA-256 " + digest.substring(0, Math.min(12, digest.length()));
  }
}
