package dev.recsim.experiment;

import dev.recsim.api.Provider;
import dev.recsim.experiment.code.RunningCode;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.io.Digest;
import dev.recsim.random.RandomKey;
import dev.recsim.store.code.CodeFile;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.verify.SharedEnvironment;
import dev.recsim.yaml.binding.Parts;
import java.util.LinkedHashSet;
import java.util.Set;

/** Creates the trials of an experiment. */
public final class Planner {
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
   * @param code see {@link #code}
   */
  PlannedTrial trial(AgentSpec<?> agent, int seed, String code) {
    AgentSpec<?> own = agent.of(seed);
    String fingerprint = CodeFile.fingerprint(definition(own, seed), code);
    return new PlannedTrial(build(own, seed), fingerprint, spec, own);
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

  /** The digest of the code of an agent's trials. */
  String code(AgentSpec<?> agent) {
    Set<Class<?>> components = new LinkedHashSet<>();
    add(spec.environment().provider(), spec.environment().options(), components);
    add(agent.provider(), agent.options(), components);
    spec.metrics().forEach(metric -> add(metric.provider(), metric.options(), components));
    Set<String> modules = OptionalModules.neededBy(agent);
    OptionalModules.require(modules);
    return RunningCode.here().code(modules, components);
  }

  private static void add(Provider<?> provider, Record options, Set<Class<?>> components) {
    components.add(provider.getClass());
    Parts.of(options).forEach(part -> components.add(part.provider().getClass()));
  }

  private static String definition(AgentSpec<?> agent, int seed) {
    String text = agent.fingerprint() + "\n" + seed;
    return Digest.of(text);
  }
}
