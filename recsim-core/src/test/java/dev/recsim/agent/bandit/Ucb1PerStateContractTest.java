package dev.recsim.agent.bandit;

import dev.recsim.agent.Environments;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import org.junit.jupiter.api.Tag;

/** UCB1 with a bandit for each state. */
@Tag("slow")
class Ucb1PerStateContractTest extends AgentContract<ArmOptions> {
  @Override
  protected AgentProvider<ArmOptions> provider() {
    return new Ucb1Provider();
  }

  @Override
  protected Environment environment() {
    return Environments.generated();
  }

  @Override
  protected ArmOptions options() {
    return new ArmOptions(.5, true);
  }
}
