package dev.recsim.learn.reinforce;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import dev.recsim.contract.IdentityEnvironment;
import org.junit.jupiter.api.Tag;

@Tag("nightly")
class ReinforceFeaturesContractTest extends AgentContract<Reinforce.Options> {
  @Override
  protected AgentProvider<Reinforce.Options> provider() {
    return new Reinforce();
  }

  @Override
  protected Environment environment() {
    return new IdentityEnvironment(5, 2, true);
  }
}
