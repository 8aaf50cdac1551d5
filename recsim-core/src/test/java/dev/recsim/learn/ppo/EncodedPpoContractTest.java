package dev.recsim.learn.ppo;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import dev.recsim.learn.actorcritic.Worlds;
import org.junit.jupiter.api.Tag;

/** With documents that are encoded from their features. */
@Tag("nightly")
class EncodedPpoContractTest extends AgentContract<Ppo.Options> {
  @Override
  protected AgentProvider<Ppo.Options> provider() {
    return new Ppo();
  }

  @Override
  protected Environment environment() {
    return Worlds.featured(20, 1);
  }
}
