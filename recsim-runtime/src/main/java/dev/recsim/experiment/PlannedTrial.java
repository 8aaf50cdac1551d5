package dev.recsim.experiment;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Options;
import dev.recsim.api.Part;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.ExperimentSpec.EnvironmentSpec;
import dev.recsim.policy.SavedPolicy;
import dev.recsim.store.code.CodeFile;
import dev.recsim.trial.Trial;
import java.nio.file.Path;
import java.util.Map;

/**
 * A trial before it runs.
 *
 * @param trial the trial
 * @param fingerprint digests of everything that determines its result: its definition, and code
 * @param experiment the experiment
 * @param agent the agent in the experiment
 */
public record PlannedTrial(
    Trial trial, String fingerprint, ExperimentSpec experiment, AgentSpec<?> agent) {

  /** Why a trial whose agent is not {@link AgentSpec#replayable} cannot be replayed. */
  public static final String NOT_REPLAYABLE = "it decides outside of this JVM";

  /** Whether a fingerprint is of this trial, with any code. */
  public boolean isDefinedAs(String other) {
    return CodeFile.definition(fingerprint).equals(CodeFile.definition(other));
  }

  /** The same trial of another version of its agent. */
  PlannedTrial with(Part<AgentProvider<?>> version) {
    AgentSpec<?> provided = Options.with(agent, "provider", version.provider());
    AgentSpec<?> other = Options.with(provided, "options", version.options());
    Path folder = experiment.environment().directory();
    Trial own = Options.with(trial, "agent", other.factory(folder));
    return new PlannedTrial(own, fingerprint, experiment, other);
  }

  /** The metadata that is saved with its networks. */
  public Map<String, String> metadata() {
    EnvironmentSpec<?> environment = experiment.environment();
    Map<String, String> metadata =
        SavedPolicy.metadata(
            agent.provider(),
            agent.options(),
            trial.environment().space(),
            new Part<>(environment.provider(), environment.options()));
    metadata.put("experiment", experiment.name());
    metadata.put("agent", agent.name());
    metadata.put("seed", Integer.toString(trial.id().seed()));
    return metadata;
  }
}
