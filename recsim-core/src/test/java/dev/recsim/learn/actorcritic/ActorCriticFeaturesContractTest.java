package dev.recsim.learn.actorcritic;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import dev.recsim.contract.IdentityEnvironment;
import org.junit.jupiter.api.Tag;

/** In a world of features whose candidates come in another order at each step. */
@Tag("nightly")
class ActorCriticFeaturesContractTest extends AgentContract<ActorCriticOptions> {
  @Override
  protected AgentProvider<ActorCriticOptions> provider() {
    return new ActorCritic();
  }

  @Override
  protected Environment environment() {
    return new IdentityEnvironment(8, 2, true);
  }
}
