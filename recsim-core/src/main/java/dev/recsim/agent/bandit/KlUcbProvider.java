package dev.recsim.agent.bandit;

import dev.recsim.api.Options.Description;

/** Provider of the agent {@code kl_ucb}. */
@Description("Learns by KL-UCB which documents are clicked most, over all users.")
public final class KlUcbProvider extends ArmAgentProvider {

  /** Called by the service loader. */
  public KlUcbProvider() {
    super(new Bandits.KlUcbProvider());
  }
}
