package dev.recsim.learn.reinforce;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import dev.recsim.contract.SixStates;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class ReinforceContractTest extends AgentContract<Reinforce.Options> {
  @Override
  protected AgentProvider<Reinforce.Options> provider() {
    return new Reinforce();
  }

  @Override
  protected Environment environment() {
    return new SixStates(10);
  }
}
