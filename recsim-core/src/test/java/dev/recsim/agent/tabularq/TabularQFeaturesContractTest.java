package dev.recsim.agent.tabularq;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import dev.recsim.contract.IdentityEnvironment;
import org.junit.jupiter.api.Tag;

/** In an environment of features whose candidates come in another order at each step. */
@Tag("slow")
class TabularQFeaturesContractTest extends AgentContract<TabularQ.Options> {
  @Override
  protected AgentProvider<TabularQ.Options> provider() {
    return new TabularQ();
  }

  @Override
  protected Environment environment() {
    return new IdentityEnvironment(5, 2, true);
  }
}
