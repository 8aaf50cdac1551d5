package dev.recsim.agent.bandit;

import dev.recsim.api.Options.Description;

/** Provider of the agent {@code thompson_sampling}. */
@Description("Learns by Thompson sampling which documents are clicked most, over all users.")
public final class ThompsonSamplingProvider extends ArmAgentProvider {

  /** Called by the service loader. */
  public ThompsonSamplingProvider() {
    super(new Bandits.ThompsonSamplingProvider());
  }
}
