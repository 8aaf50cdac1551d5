package dev.recsim.learn.ppo;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import dev.recsim.contract.IdentityEnvironment;
import org.junit.jupiter.api.Tag;

@Tag("nightly")
class PpoFeaturesContractTest extends AgentContract<Ppo.Options> {
  @Override
  protected AgentProvider<Ppo.Options> provider() {
    return new Ppo();
  }

  @Override
  protected Environment environment() {
    return new IdentityEnvironment(5, 2, true);
  }
}
