package dev.recsim.experiment;

import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.store.SavedPolicy;
import dev.recsim.trial.Trial;
import java.util.Map;

/**
 * A trial before it runs.
 *
 * @param trial all that it needs
 * @param fingerprint SHA-256 of all that decides its result, code included
 * @param experiment what it is a trial of
 * @param agent the agent as the experiment describes it
 */
public record PlannedTrial(
    Trial trial, String fingerprint, ExperimentSpec experiment, AgentSpec<?> agent) {

  /** What is saved with its networks. */
  public Map<String, String> metadata() {
    Map<String, String> metadata =
        SavedPolicy.metadata(agent.provider(), agent.options(), trial.environment().space());
    metadata.put("experiment", experiment.name());
    metadata.put("agent", agent.name());
    metadata.put("seed", Integer.toString(trial.id().seed()));
    return metadata;
  }
}
