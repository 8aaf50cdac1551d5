package dev.recsim.store;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Part;
import dev.recsim.policy.SavedPolicy;
import dev.recsim.trial.TrialResult.Completed;

/**
 * A trial of a baseline that was moved aside.
 *
 * @param result without networks
 * @param fingerprint fingerprint of the trial
 * @param type type of the agent
 * @param options its options as JSON
 */
public record KeptTrial(Completed result, String fingerprint, String type, String options) {

  /**
   * The agent with its options; those that it did not have yet are the defaults.
   *
   * @throws IllegalArgumentException if there is no such type, or an option is unknown or invalid
   */
  public Part<AgentProvider<?>> agent() {
    return SavedPolicy.agent(type, options);
  }
}
