package dev.recsim.agent.bandit;

import dev.recsim.api.Description;
import dev.recsim.api.bandit.Bandit;

/** Provider of the agent {@code thompson_sampling}. */
@Description("Learns which documents are clicked by Thompson sampling, the same for all users.")
public final class ThompsonSamplingProvider extends ArmAgentProvider {

  @Override
  public String name() {
    return "thompson_sampling";
  }

  @Override
  Bandit bandit(ArmOptions options) {
    return new ThompsonSampling(options.optimismScaling());
  }
}
