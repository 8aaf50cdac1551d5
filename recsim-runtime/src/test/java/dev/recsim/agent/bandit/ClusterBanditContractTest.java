package dev.recsim.agent.bandit;

import dev.recsim.agent.TopicWorld;
import dev.recsim.agent.TopicWorld.Stay;
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
    return new TopicWorld(Stay.STEP);
  }
}
