package dev.recsim.experiment;

import dev.recsim.api.Environment;
import dev.recsim.random.RandomKey;
import dev.recsim.spec.ExperimentSpec;
import dev.recsim.spec.ExperimentSpec.AgentSpec;
import dev.recsim.spec.ExperimentSpec.MetricSpec;
import dev.recsim.spec.Parts;
import dev.recsim.store.SavedPolicy;
import dev.recsim.trial.Digest;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Determines single trials of an experiment. */
public final class Planner {
  private final ExperimentSpec spec;
  private final CodeFingerprint code = new CodeFingerprint();

  public Planner(ExperimentSpec spec) {
    this.spec = spec;
  }

  /**
   * A trial by the name of its agent.
   *
   * @throws IllegalArgumentException if the experiment has no such agent
   */
  public synchronized PlannedTrial trial(String agent, int seed) {
    return spec.agents().stream()
        .filter(it -> it.name().equals(agent))
        .findFirst()
        .map(it -> trial(it, seed))
        .orElseThrow(() -> new IllegalArgumentException("no agent is named " + agent));
  }

  PlannedTrial trial(AgentSpec<?> agent, int seed) {
    return new PlannedTrial(build(agent, seed), fingerprint(agent, seed), metadata(agent, seed));
  }

  private <C extends Record> Trial build(AgentSpec<C> agent, int seed) {
    return new Trial(
        new TrialId(agent.name(), seed),
        RandomKey.root(spec.seed()),
        spec.environment().provider().name(),
        spec.environment().built(),
        (Environment world, RandomKey key) -> agent.provider().create(agent.options(), world, key),
        agent.training(),
        spec.evaluation());
  }

  private String fingerprint(AgentSpec<?> agent, int seed) {
    Set<String> parts = new LinkedHashSet<>();
    parts.add(agent.fingerprint());
    parts.add(Integer.toString(seed));
    parts.add(code.of(Trial.class));
    parts.add(code.of(spec.environment().provider().getClass()));
    parts.add(code.of(agent.provider().getClass()));
    Parts.providers(spec.environment().options()).forEach(p -> parts.add(code.of(p.getClass())));
    for (MetricSpec<?> metric : spec.environment().metrics()) {
      parts.add(code.of(metric.provider().getClass()));
      Parts.providers(metric.options()).forEach(p -> parts.add(code.of(p.getClass())));
    }
    Parts.providers(agent.options()).forEach(p -> parts.add(code.of(p.getClass())));
    return Digest.of(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, String> metadata(AgentSpec<?> agent, int seed) {
    Map<String, String> metadata =
        SavedPolicy.metadata(agent.provider(), agent.options(), spec.environment().built().space());
    metadata.put("experiment", spec.name());
    metadata.put("agent", agent.name());
    metadata.put("seed", Integer.toString(seed));
    return metadata;
  }
}
