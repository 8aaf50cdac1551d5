package dev.recsim.experimentfile;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidFile;
import dev.recsim.api.InvalidOption;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.ExperimentSpec.EnvironmentSpec;
import dev.recsim.experimentfile.binding.InputFiles;
import dev.recsim.experimentfile.binding.Providers;
import dev.recsim.experimentfile.binding.RecordShape;
import dev.recsim.experimentfile.variants.Variant;
import dev.recsim.experimentfile.yaml.Names;
import dev.recsim.experimentfile.yaml.Problems;
import dev.recsim.experimentfile.yaml.Section;
import dev.recsim.trial.Training;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The section {@code agents}: the agents to compare, by their names. */
final class Agents {
  private static final int MOST_AGENTS = 1_000;

  private final EnvironmentSpec<?> environment;
  private final Training training;
  private final InputFiles files;
  private final Problems problems;
  private final SortedMap<String, AgentProvider<?>> types = Providers.agents();

  /**
   * @param environment null if it is wrong
   * @param training the experiment's schedule; null if it is wrong
   */
  Agents(EnvironmentSpec<?> environment, Training training, InputFiles files, Problems problems) {
    this.environment = environment;
    this.training = training;
    this.files = files;
    this.problems = problems;
  }

  List<AgentSpec<?>> read(Section section) {
    if (section.entries().isEmpty()) {
      problems.at(section.node(), "agents must have at least one; write <name>: {type: ...}");
    }
    if (section.entries().size() > MOST_AGENTS) {
      problems.at(
          section.node(),
          "agents must be at most " + MOST_AGENTS + ", but are " + section.entries().size());
      return List.of();
    }
    List<AgentSpec<?>> agents = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    for (NodeTuple entry : section.entries()) {
      String name = ((ScalarNode) entry.getKeyNode()).getValue();
      Names.problem(name).ifPresent(message -> problems.at(entry.getKeyNode(), message));
      String other = names.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
      if (other != null) {
        problems.at(
            entry.getKeyNode(),
            "agents \""
                + other
                + "\" and \""
                + name
                + "\" differ only in case, but their results are files; rename one");
      }
      Section.of(entry.getValueNode(), name, problems)
          .flatMap(agent -> agent(name, agent))
          .map(agent -> at(problems.line(entry.getKeyNode()), agent))
          .ifPresent(agents::add);
    }
    return agents;
  }

  private Optional<AgentSpec<?>> agent(String name, Section section) {
    // Where the experiment's schedule is wrong, the agent's is still held against something.
    Training own =
        ExperimentReader.options(
            section, "training", training == null ? Training.DEFAULTS : training, problems);
    return Providers.chosen(section, types, "agent", problems)
        .map(provider -> agent(name, section, provider, own));
  }

  private <C extends Record> AgentSpec<C> agent(
      String name, Section section, AgentProvider<C> provider, Training training) {
    C options =
        RecordShape.of(provider.defaults())
            .readOver(section, provider.defaults(), List.of("type", "training"), "", problems);
    if (options == null || !files.exist(section, options)) {
      return null;
    }
    if (environment != null) {
      check(name, section, provider, options, environment.built());
    }
    return new AgentSpec<>(name, Variant.none(name), provider, options, training, 0, "");
  }

  private <C extends Record> void check(
      String name, Section section, AgentProvider<C> provider, C options, Environment environment) {
    try {
      provider.check(options, environment);
    } catch (InvalidOption e) {
      Section.add(section.node(), "", e, problems);
    } catch (InvalidFile e) {
      problems.add(e);
    } catch (IllegalArgumentException e) {
      problems.at(section.node(), name + " " + e.getMessage());
    }
  }

  private static <C extends Record> AgentSpec<C> at(int line, AgentSpec<C> agent) {
    return new AgentSpec<>(
        agent.name(),
        agent.variant(),
        agent.provider(),
        agent.options(),
        agent.training(),
        line,
        agent.fingerprint());
  }
}
