package dev.recsim.learn.ppo;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import dev.recsim.contract.SixStates;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PpoContractTest extends AgentContract<Ppo.Options> {
  @Override
  protected AgentProvider<Ppo.Options> provider() {
    return new Ppo();
  }

  @Override
  protected Environment environment() {
    return new SixStates(10);
  }
}
