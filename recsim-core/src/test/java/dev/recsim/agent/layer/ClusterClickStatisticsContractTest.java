package dev.recsim.agent.layer;

import dev.recsim.agent.TopicEnvironment;
import dev.recsim.agent.TopicEnvironment.Stay;
import dev.recsim.agent.bandit.Ucb1Provider;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;

/** Click counts around an agent that learns. */
class ClusterClickStatisticsContractTest
    extends AgentContract<ClusterClickStatisticsProvider.Options> {
  @Override
  protected AgentProvider<ClusterClickStatisticsProvider.Options> provider() {
    return new ClusterClickStatisticsProvider();
  }

  @Override
  protected Environment environment() {
    return new TopicEnvironment(Stay.FOREVER);
  }

  @Override
  protected ClusterClickStatisticsProvider.Options options() {
    return new ClusterClickStatisticsProvider.Options(Bases.of(new Ucb1Provider()));
  }
}
