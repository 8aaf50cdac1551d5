package dev.recsim.agent.bandit;

import dev.recsim.agent.TopicEnvironment;
import dev.recsim.agent.TopicEnvironment.Stay;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;

/** KL-UCB over slates of a corpus. */
class KlUcbContractTest extends AgentContract<ArmOptions> {
  @Override
  protected AgentProvider<ArmOptions> provider() {
    return new KlUcbProvider();
  }

  @Override
  protected Environment environment() {
    return new TopicEnvironment(Stay.FOREVER);
  }
}
