package dev.recsim.experiment;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Part;
import dev.recsim.api.Provider;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.binding.Parts;
import dev.recsim.io.Digest;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.verify.SharedEnvironment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Creates the trials of an experiment. */
public final class Planner {
  /** Shared, because the code does not change and there may be thousands of experiments. */
  private static final CodeFingerprint CODE = new CodeFingerprint();

  private final ExperimentSpec spec;
  private final SharedEnvironment environment;

  /** Creates a planner, with the environment that all trials share. */
  public Planner(ExperimentSpec spec) {
    this.spec = spec;
    this.environment = Environments.shared(spec);
  }

  /**
   * Creates a trial of the agent or candidate with this name.
   *
   * @throws IllegalArgumentException if the experiment has no such agent
   */
  public synchronized PlannedTrial trial(String agent, int seed) {
    return spec.allAgents().stream()
        .filter(it -> it.name().equals(agent))
        .findFirst()
        .map(it -> trial(it, seed, code(it)))
        .orElseThrow(() -> new IllegalArgumentException("no agent is named " + agent));
  }

  /**
   * Creates a trial of an agent.
   *
   * @param agentCode see {@link #code}
   */
  PlannedTrial trial(AgentSpec<?> agent, int seed, List<String> agentCode) {
    return new PlannedTrial(build(agent, seed), fingerprint(agent, seed, agentCode), spec, agent);
  }

  private Trial build(AgentSpec<?> agent, int seed) {
    return new Trial(
        new TrialId(agent.name(), seed),
        RandomKey.root(spec.seed()),
        spec.environment().provider().name(),
        environment.environment(),
        agent.factory(spec.environment().directory()),
        agent.training(),
        spec.evaluation(),
        environment);
  }

  /** Distinct digests of the code of an agent's trials. */
  List<String> code(AgentSpec<?> agent) {
    Set<String> digests = new LinkedHashSet<>();
    digests.add(CODE.of(Provider.class));
    digests.add(CODE.of(Trial.class));
    add(spec.environment().provider(), spec.environment().options(), digests);
    add(agent.provider(), agent.options(), digests);
    digests.addAll(versions(agent));
    spec.metrics().forEach(metric -> add(metric.provider(), metric.options(), digests));
    OptionalModules.neededBy(agent).forEach(module -> digests.add(CODE.ofModule(module)));
    return List.copyOf(digests);
  }

  /** Folder to which files in options are relative. */
  private Path folder() {
    return spec.environment().directory().toAbsolutePath();
  }

  private <C extends Record> List<String> versions(AgentSpec<C> agent) {
    List<String> all = new ArrayList<>(agent.provider().versions(agent.options(), folder()));
    Parts.of(agent.options()).forEach(part -> all.addAll(versions(part)));
    return all;
  }

  private List<String> versions(Part<?> part) {
    return part.provider() instanceof AgentProvider<?>
        ? part.make((AgentProvider<Record> it, Record own) -> it.versions(own, folder()))
        : List.of();
  }

  private static void add(Provider<?> provider, Record options, Set<String> digests) {
    digests.add(CODE.of(provider.getClass()));
    Parts.of(options).forEach(part -> digests.add(CODE.of(part.provider().getClass())));
  }

  private static String fingerprint(AgentSpec<?> agent, int seed, List<String> agentCode) {
    String text = agent.fingerprint() + "\n" + seed + "\n" + String.join("\n", agentCode);
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
