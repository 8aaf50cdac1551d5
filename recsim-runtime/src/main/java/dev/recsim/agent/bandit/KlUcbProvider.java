package dev.recsim.agent.bandit;

import dev.recsim.api.Description;
import dev.recsim.api.bandit.Bandit;

/** Provider of the agent {@code kl_ucb}. */
@Description("Learns which documents are clicked by KL-UCB, the same for all users.")
public final class KlUcbProvider extends ArmAgentProvider {

  @Override
  public String name() {
    return "kl_ucb";
  }

  @Override
  Bandit bandit(ArmOptions options) {
    return new KlUcb(options.optimismScaling());
  }
}
