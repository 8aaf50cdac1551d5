package dev.recsim.agent.bandit;

import dev.recsim.agent.TopicEnvironment;
import dev.recsim.agent.TopicEnvironment.Stay;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;

/** Thompson sampling over slates of a corpus. */
class ThompsonSamplingContractTest extends AgentContract<ArmOptions> {
  @Override
  protected AgentProvider<ArmOptions> provider() {
    return new ThompsonSamplingProvider();
  }

  @Override
  protected Environment environment() {
    return new TopicEnvironment(Stay.FOREVER);
  }
}
