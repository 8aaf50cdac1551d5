package dev.recsim.agent.bandit;

import dev.recsim.api.Options.Description;

/** Provider of the agent {@code ucb1}. */
@Description("Learns by UCB1 which documents are clicked most, over all users.")
public final class Ucb1Provider extends ArmAgentProvider {

  /** Called by the service loader. */
  public Ucb1Provider() {
    super(new Bandits.Ucb1Provider());
  }
}
