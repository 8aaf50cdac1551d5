package dev.recsim.agent;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.NoOptions;
import dev.recsim.api.Space;
import dev.recsim.contract.AgentContract;

/** The random agent where slates have several positions. */
class RandomSlatesContractTest extends AgentContract<NoOptions> {
  @Override
  protected AgentProvider<NoOptions> provider() {
    return new RandomProvider();
  }

  @Override
  protected Environment environment() {
    return Environments.notFinite(new Space(6, 4, 3));
  }
}
