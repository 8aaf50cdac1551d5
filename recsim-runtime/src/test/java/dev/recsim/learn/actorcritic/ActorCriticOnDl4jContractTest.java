package dev.recsim.learn.actorcritic;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import dev.recsim.learn.EngineChoice;
import java.util.Map;

class ActorCriticOnDl4jContractTest extends AgentContract<ActorCriticOptions> {

  @Override
  protected AgentProvider<ActorCriticOptions> provider() {
    return new ActorCriticProvider();
  }

  @Override
  protected ActorCriticOptions options() {
    return TestOptions.with(provider().defaults(), Map.of("engine", EngineChoice.DL4J));
  }

  @Override
  protected Environment environment() {
    return Worlds.generated();
  }
}
