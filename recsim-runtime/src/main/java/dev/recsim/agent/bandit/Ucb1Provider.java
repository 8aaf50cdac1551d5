package dev.recsim.agent.bandit;

import dev.recsim.api.Description;
import dev.recsim.api.bandit.Bandit;

/** Provider of the agent {@code ucb1}. */
@Description("Learns which documents are clicked by UCB1, the same for all users.")
public final class Ucb1Provider extends ArmAgentProvider {

  @Override
  public String name() {
    return "ucb1";
  }

  @Override
  Bandit bandit(ArmOptions options) {
    return new Ucb1(options.optimismScaling());
  }
}
