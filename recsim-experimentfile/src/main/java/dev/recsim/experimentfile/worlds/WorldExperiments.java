package dev.recsim.experimentfile.worlds;

import dev.recsim.yaml.Nodes;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.YamlFile;
import dev.recsim.yaml.YamlTree;
import dev.recsim.yaml.binding.Shape;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;

/**
 * The experiments of worlds as YAML.
 *
 * @param base the experiment, resolved
 */
public record WorldExperiments(Map<String, Object> base) {
  private static final String ENVIRONMENT = "environment";
  private static final String AGENTS = "agents";
  private static final String TRAINING = "training";
  private static final String NAME = "name";
  private static final String CLAIMS = "claims";
  private static final String SEARCH = "search";
  private static final String METRICS = "metrics";

  /**
   * Keys of an experiment that those of worlds do not have. Claims are about scores, and metrics
   * may need what a world lacks, such as a known optimum.
   */
  private static final List<String> REMOVED = List.of("baseline", CLAIMS, SEARCH, METRICS);

  private static final int LONGEST_NAME = 48;

  /** Stands for a key without a value. */
  private static final String GONE = "__removed__";

  /** The seed of trials of fixed policies: the same users for all of them. */
  public static final int SEED = 0;

  /**
   * A policy that does not learn in the worlds.
   *
   * @param agent of the experiment
   * @param name of the agent in the worlds
   * @param networks the file of its networks, relative to the experiment; null if it does not learn
   */
  public record Fixed(String agent, String name, String networks) {
    /** The policy of a trial with this seed. */
    public static Fixed trained(String agent, int seed, String networks) {
      return new Fixed(agent, cut(agent) + "." + seed, networks);
    }

    /** The policy of an agent that does not learn. */
    public static Fixed untrained(String agent) {
      return new Fixed(agent, agent, null);
    }
  }

  /** Reads a resolved experiment. */
  public static WorldExperiments of(String resolved) {
    MappingNode root =
        YamlFile.value(resolved, "resolved", new Problems(Path.of("resolved")))
            .filter(MappingNode.class::isInstance)
            .map(MappingNode.class::cast)
            .orElseThrow(() -> new IllegalArgumentException("not a resolved experiment"));
    return new WorldExperiments(Nodes.tree(root));
  }

  /** The experiment of fixed policies in a world. */
  public String fixed(PlausibleWorld world, List<Fixed> policies) {
    Map<String, Object> tree = world(world);
    tree.put(AGENTS, agents(policies));
    tree.put("trials", trials());
    return YamlTree.write(tree);
  }

  /** The experiment of agents that are trained in a world. */
  public String retrained(PlausibleWorld world, List<String> agents) {
    Map<String, Object> tree = world(world);
    Map<String, Object> chosen = new LinkedHashMap<>();
    agents.forEach(it -> chosen.put(it, map(base.get(AGENTS)).get(it)));
    tree.put(AGENTS, chosen);
    return YamlTree.write(tree);
  }

  /**
   * The experiment of fixed policies in a world, as a file that extends that of the experiment.
   *
   * @param file name of the experiment's file
   * @param name of the experiment
   */
  public String extending(String file, String name, PlausibleWorld world, List<Fixed> policies) {
    Map<String, Object> tree = head(file, name, world);
    Map<String, Object> agents = removed();
    agents.putAll(agents(policies));
    tree.put(AGENTS, agents);
    tree.put("trials", trials());
    return text(tree);
  }

  /** As {@link #extending}, of agents that are trained in it. */
  public String extendingRetrained(
      String file, String name, PlausibleWorld world, List<String> agents) {
    Map<String, Object> tree = head(file, name, world);
    Map<String, Object> others = removed();
    others.keySet().removeAll(agents);
    tree.put(AGENTS, others);
    return text(tree);
  }

  private Map<String, Object> head(String file, String name, PlausibleWorld world) {
    Map<String, Object> tree =
        Shape.map(
            "extends",
            file,
            NAME,
            name,
            "title",
            "World %s: %s".formatted(world.number(), String.join(", ", world.values())),
            ENVIRONMENT,
            world.environment());
    // The file of the experiment has claims, and perhaps no baseline section.
    tree.put(CLAIMS, GONE);
    for (String key : List.of(SEARCH, METRICS)) {
      if (base.containsKey(key)) {
        tree.put(key, GONE);
      }
    }
    return tree;
  }

  /** All agents of the experiment, without a value: a file that extends it removes them. */
  private Map<String, Object> removed() {
    Map<String, Object> agents = new LinkedHashMap<>();
    map(base.get(AGENTS)).keySet().forEach(it -> agents.put(it, GONE));
    return agents;
  }

  private static String text(Map<String, Object> tree) {
    return YamlTree.write(tree).replace(": " + GONE + "\n", ":\n");
  }

  private Map<String, Object> world(PlausibleWorld world) {
    Map<String, Object> tree = new LinkedHashMap<>(base);
    REMOVED.forEach(tree::remove);
    tree.put(NAME, cut((String) base.get(NAME)) + "-world-" + world.number());
    tree.put(ENVIRONMENT, world.environment());
    return tree;
  }

  private Map<String, Object> agents(List<Fixed> policies) {
    Map<String, Object> agents = new LinkedHashMap<>();
    for (Fixed policy : policies) {
      Map<String, Object> agent =
          new LinkedHashMap<>(map(map(base.get(AGENTS)).get(policy.agent())));
      agent.remove(TRAINING);
      Map<String, Object> fixed =
          Shape.map("type", "fixed", ENVIRONMENT, base.get(ENVIRONMENT), "agent", agent);
      if (policy.networks() != null) {
        fixed.put("networks", policy.networks());
      }
      agents.put(policy.name(), fixed);
    }
    return agents;
  }

  private static Map<String, Object> trials() {
    return Shape.map("seeds", List.of(BigDecimal.valueOf(SEED)));
  }

  private static String cut(String name) {
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }

  @SuppressWarnings("unchecked") // the keys of trees are strings
  private static Map<String, Object> map(Object tree) {
    return (Map<String, Object>) tree;
  }
}
