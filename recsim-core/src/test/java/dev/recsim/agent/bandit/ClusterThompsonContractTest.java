package dev.recsim.agent.bandit;

import dev.recsim.agent.TopicEnvironment;
import dev.recsim.agent.TopicEnvironment.Stay;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Part;
import dev.recsim.contract.AgentContract;

/** Thompson sampling over topics, whose documents are ranked by another feature. */
class ClusterThompsonContractTest extends AgentContract<ClusterBanditProvider.Options> {
  @Override
  protected AgentProvider<ClusterBanditProvider.Options> provider() {
    return new ClusterBanditProvider();
  }

  @Override
  protected Environment environment() {
    return new TopicEnvironment(Stay.TURNOVER);
  }

  @Override
  protected ClusterBanditProvider.Options options() {
    return new ClusterBanditProvider.Options(
        Part.of(new Bandits.ThompsonSamplingProvider()), "is_topic_1");
  }
}
