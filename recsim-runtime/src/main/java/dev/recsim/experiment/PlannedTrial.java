package dev.recsim.experiment;

import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.store.SavedPolicy;
import dev.recsim.trial.Trial;
import java.util.Map;

/**
 * A trial before it runs.
 *
 * @param trial the trial
 * @param fingerprint SHA-256 of everything that determines its result, including code
 * @param experiment the experiment
 * @param agent the agent in the experiment
 */
public record PlannedTrial(
    Trial trial, String fingerprint, ExperimentSpec experiment, AgentSpec<?> agent) {

  /** The metadata that is saved with its networks. */
  public Map<String, String> metadata() {
    Map<String, String> metadata =
        SavedPolicy.metadata(agent.provider(), agent.options(), trial.environment().space());
    metadata.put("experiment", experiment.name());
    metadata.put("agent", agent.name());
    metadata.put("seed", Integer.toString(trial.id().seed()));
    return metadata;
  }
}
