package dev.recsim.agent.tabularq;

import dev.recsim.agent.Environments;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class TabularQContractTest extends AgentContract<TabularQ.Options> {
  @Override
  protected AgentProvider<TabularQ.Options> provider() {
    return new TabularQ();
  }

  @Override
  protected Environment environment() {
    return Environments.generated();
  }
}
