package dev.recsim.experiment;

import dev.recsim.api.Environment;
import dev.recsim.api.Provider;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.binding.Parts;
import dev.recsim.io.Digest;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Creates the trials of an experiment. */
public final class Planner {
  /** Shared, because the code does not change and there may be thousands of experiments. */
  private static final CodeFingerprint CODE = new CodeFingerprint();

  private final ExperimentSpec spec;
  private final Environment environment;

  /** Creates a planner, with the environment that all trials share. */
  public Planner(ExperimentSpec spec) {
    this.spec = spec;
    this.environment = Environments.of(spec);
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
        environment,
        (perceived, key) -> agent.create(perceived, key, spec.environment().directory()),
        agent.training(),
        spec.evaluation());
  }

  /** Distinct digests of the code of an agent's trials. */
  List<String> code(AgentSpec<?> agent) {
    Set<String> digests = new LinkedHashSet<>();
    digests.add(CODE.of(Provider.class));
    digests.add(CODE.of(Trial.class));
    add(spec.environment().provider(), spec.environment().options(), digests);
    add(agent.provider(), agent.options(), digests);
    spec.metrics().forEach(metric -> add(metric.provider(), metric.options(), digests));
    OptionalModules.neededBy(agent).forEach(module -> digests.add(CODE.ofModule(module)));
    return List.copyOf(digests);
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
