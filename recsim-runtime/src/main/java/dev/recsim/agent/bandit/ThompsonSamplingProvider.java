package dev.recsim.agent.bandit;

import dev.recsim.api.Description;

/** Provider of the agent {@code thompson_sampling}. */
@Description("Learns which documents are clicked by Thompson sampling, the same for all users.")
public final class ThompsonSamplingProvider extends ArmAgentProvider {

  /** Made by the service loader. */
  public ThompsonSamplingProvider() {
    super(new ThompsonSamplingBanditProvider());
  }
}
