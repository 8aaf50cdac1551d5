package dev.recsim.experiment;

import dev.recsim.api.Part;
import dev.recsim.api.Provider;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.yaml.binding.Parts;
import java.net.URL;
import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Checks for modules of recsim that are on the class path only if an experiment needs them. Each
 * has the resource {@code META-INF/recsim/<module>}.
 */
public final class OptionalModules {
  private OptionalModules() {}

  /**
   * Requires the modules that the agents of experiments need.
   *
   * @throws MissingModules if one of the modules is not on the class path
   */
  public static void require(Collection<ExperimentSpec> specs) {
    SortedSet<String> needed = new TreeSet<>();
    for (ExperimentSpec spec : specs) {
      for (AgentSpec<?> agent : spec.allAgents()) {
        needed.addAll(neededBy(agent));
      }
    }
    require(needed);
  }

  /**
   * Requires modules by their names.
   *
   * @throws MissingModules if one of them is not on the class path
   */
  public static void require(Set<String> modules) {
    SortedSet<String> missing = new TreeSet<>(modules);
    missing.removeIf(module -> marker(module) != null);
    if (!missing.isEmpty()) {
      throw new MissingModules(missing);
    }
  }

  /** The modules that an agent and its parts need. */
  static <C extends Record> SortedSet<String> neededBy(AgentSpec<C> agent) {
    SortedSet<String> modules = new TreeSet<>(agent.provider().modules(agent.options()));
    for (Part<?> part : Parts.of(agent.options())) {
      modules.addAll(part.make((Provider<Record> it, Record options) -> it.modules(options)));
    }
    return modules;
  }

  /** The marker resource of a module, or null if it is not on the class path. */
  static URL marker(String module) {
    return OptionalModules.class.getClassLoader().getResource("META-INF/recsim/" + module);
  }
}
