package dev.recsim.agent.bandit;

import dev.recsim.agent.TopicEnvironment;
import dev.recsim.agent.TopicEnvironment.Stay;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;

/** UCB1 over topics. */
class ClusterBanditContractTest extends AgentContract<ClusterBanditProvider.Options> {
  @Override
  protected AgentProvider<ClusterBanditProvider.Options> provider() {
    return new ClusterBanditProvider();
  }

  @Override
  protected Environment environment() {
    return new TopicEnvironment(Stay.STEP);
  }
}
