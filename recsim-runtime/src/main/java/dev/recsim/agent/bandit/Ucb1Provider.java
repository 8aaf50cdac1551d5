package dev.recsim.agent.bandit;

import dev.recsim.api.Description;

/** Provider of the agent {@code ucb1}. */
@Description("Learns which documents are clicked by UCB1, the same for all users.")
public final class Ucb1Provider extends ArmAgentProvider {

  /** Made by the service loader. */
  public Ucb1Provider() {
    super(new Ucb1BanditProvider());
  }
}
