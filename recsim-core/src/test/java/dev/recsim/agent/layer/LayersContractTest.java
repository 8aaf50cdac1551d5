package dev.recsim.agent.layer;

import dev.recsim.agent.TopicEnvironment;
import dev.recsim.agent.TopicEnvironment.Stay;
import dev.recsim.agent.bandit.ClusterBanditProvider;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;

/** Three layers around a bandit that has a perception of its own. */
class LayersContractTest extends AgentContract<FixedLengthHistoryProvider.Options> {
  @Override
  protected AgentProvider<FixedLengthHistoryProvider.Options> provider() {
    return new FixedLengthHistoryProvider();
  }

  @Override
  protected Environment environment() {
    return new TopicEnvironment(Stay.TURNOVER);
  }

  @Override
  protected FixedLengthHistoryProvider.Options options() {
    return new FixedLengthHistoryProvider.Options(
        Bases.of(
            new TemporalAggregationProvider(),
            new TemporalAggregationProvider.Options(
                Bases.of(
                    new ClusterClickStatisticsProvider(),
                    new ClusterClickStatisticsProvider.Options(
                        Bases.of(new ClusterBanditProvider()))),
                2,
                1,
                1)),
        2,
        true,
        true,
        false);
  }
}
