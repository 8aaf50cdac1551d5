package dev.recsim.experimentfile;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.ExternalAgentProvider.Trials;
import dev.recsim.experimentfile.Resolved.ReadAgent;
import dev.recsim.experimentfile.variants.VariantLabels;
import dev.recsim.trial.schedule.AutoTraining;
import dev.recsim.trial.schedule.TrainingMode;
import dev.recsim.yaml.Descriptions;
import dev.recsim.yaml.Names;
import dev.recsim.yaml.Problem;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import dev.recsim.yaml.binding.Components;
import dev.recsim.yaml.binding.Providers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The section {@code agents}: the agents to compare, by their names.
 *
 * @param environment empty if it is invalid
 * @param training the experiment's schedule; empty if it is invalid
 * @param trials of each agent
 */
record AgentsReader(
    Optional<Environment> environment,
    Optional<TrainingMode> training,
    Trials trials,
    Components components,
    Problems problems) {
  private static final int MOST_AGENTS = 1_000;

  /** Returns the valid agents; adds the problems of the others. */
  List<ReadAgent<?>> read(Section section) {
    List<ReadAgent<?>> agents = new ArrayList<>();
    if (section.entries().isEmpty()) {
      problems.at(section.node(), "agents must have at least one; write <name>: {type: ...}");
    }
    if (section.entries().size() > MOST_AGENTS) {
      problems.at(
          section.node(),
          "agents must be at most " + MOST_AGENTS + ", but are " + section.entries().size());
      return agents;
    }
    Map<String, String> names = new HashMap<>();
    for (NodeTuple entry : section.entries()) {
      String name = ((ScalarNode) entry.getKeyNode()).getValue();
      Names.ofAgent(name).ifPresent(message -> problems.at(entry.getKeyNode(), message));
      String other = names.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
      if (other != null) {
        problems.at(
            entry.getKeyNode(),
            "agents \"%s\" and \"%s\" differ only in case, but their results are files; rename one"
                .formatted(other, name));
      }
      read(name, entry.getValueNode(), problems.line(entry.getKeyNode())).ifPresent(agents::add);
    }
    return agents;
  }

  /**
   * Reads an agent; returns empty if it is invalid, with the problems added.
   *
   * @param line of its name, 1-based
   */
  Optional<ReadAgent<?>> read(String name, Node node, int line) {
    return Providers.section(node, name, components.agents().keySet(), problems)
        .flatMap(agent -> agent(name, agent, line));
  }

  private Optional<ReadAgent<?>> agent(String name, Section section, int line) {
    // If the experiment's schedule is invalid, the agent's own is still checked against the
    // defaults.
    Optional<TrainingMode> own =
        Trainings.read(section, training.orElse(AutoTraining.DEFAULTS), problems);
    return Providers.chosen(section, components.agents(), "agent", problems)
        .flatMap(provider -> agent(name, section, provider, own, line));
  }

  private <C extends Record> Optional<ReadAgent<?>> agent(
      String name,
      Section section,
      AgentProvider<C> provider,
      Optional<TrainingMode> own,
      int line) {
    Optional<C> options =
        components
            .options(section, provider, name, List.of("type", "training", Descriptions.KEY))
            .flatMap(it -> components.withFiles(section, provider, name, it, trials));
    if (options.isPresent() && environment.isPresent()) {
      components.call(
          section,
          provider,
          name,
          "check()",
          () -> {
            provider.check(options.get(), environment.get());
            return provider;
          });
    }
    return options.flatMap(
        it -> own.map(schedule -> new ReadAgent<>(name, provider, it, schedule, line)));
  }

  /** Adds a problem if the agent that runs today knows the environment. */
  void checkProduction(Section root, List<ReadAgent<?>> agents) {
    List<String> others = agents.stream().filter(it -> !it.oracle()).map(ReadAgent::name).toList();
    for (ReadAgent<?> agent : agents) {
      root.value(Descriptions.PRODUCTION)
          .filter(node -> agent.oracle() && agent.name().equals(VariantLabels.text(node)))
          .ifPresent(
              node ->
                  problems.at(
                      node,
                      "%s: \"%s\" knows the environment, so it cannot run with real users; %s"
                          .formatted(
                              Descriptions.PRODUCTION,
                              agent.name(),
                              others.isEmpty()
                                  ? "remove " + Descriptions.PRODUCTION
                                  : "name " + String.join(" or ", others))));
    }
  }

  /**
   * Why an agent of the section cannot act in another environment; empty if it can, or if it is
   * wrong for another reason, which is told elsewhere.
   */
  Optional<String> refusal(Section section, String name, Environment other) {
    Problems scratch = problems.scratch();
    Components own = components.with(scratch);
    section
        .value(name)
        .ifPresent(
            node ->
                new AgentsReader(Optional.of(other), training, trials, own, scratch)
                    .read(name, node, 1));
    return scratch.inOrder().stream().map(Problem::message).findFirst();
  }
}
