package dev.recsim.learn.slate;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;

class SlateQContractTest extends AgentContract<SlateQOptions> {
  private final Environment world = Worlds.interestEvolution();

  @Override
  protected AgentProvider<SlateQOptions> provider() {
    return new SlateQProvider();
  }

  @Override
  protected Environment environment() {
    return world;
  }
}
