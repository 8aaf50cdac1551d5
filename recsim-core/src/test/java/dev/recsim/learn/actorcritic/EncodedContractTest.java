package dev.recsim.learn.actorcritic;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import org.junit.jupiter.api.Tag;

/** With documents that are encoded from their features. */
@Tag("nightly")
class EncodedContractTest extends AgentContract<ActorCriticOptions> {
  @Override
  protected AgentProvider<ActorCriticOptions> provider() {
    return new ActorCritic();
  }

  @Override
  protected Environment environment() {
    return Worlds.featured(20, 1);
  }
}
