package dev.recsim.agent;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.NoOptions;
import dev.recsim.contract.AgentContract;

class RandomContractTest extends AgentContract<NoOptions> {
  @Override
  protected AgentProvider<NoOptions> provider() {
    return new RandomProvider();
  }

  @Override
  protected Environment environment() {
    return Environments.generated();
  }
}
