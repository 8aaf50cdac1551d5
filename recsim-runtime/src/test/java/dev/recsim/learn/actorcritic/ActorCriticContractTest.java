package dev.recsim.learn.actorcritic;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;

class ActorCriticContractTest extends AgentContract<ActorCriticOptions> {

  @Override
  protected AgentProvider<ActorCriticOptions> provider() {
    return new ActorCriticProvider();
  }

  @Override
  protected Environment environment() {
    return Worlds.generated();
  }
}
