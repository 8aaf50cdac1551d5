package dev.recsim.agent.layer;

import dev.recsim.agent.TopicEnvironment;
import dev.recsim.agent.TopicEnvironment.Stay;
import dev.recsim.agent.bandit.Ucb1Provider;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;

/** Periods around an agent that learns. */
class TemporalAggregationContractTest extends AgentContract<TemporalAggregationProvider.Options> {
  @Override
  protected AgentProvider<TemporalAggregationProvider.Options> provider() {
    return new TemporalAggregationProvider();
  }

  @Override
  protected Environment environment() {
    return new TopicEnvironment(Stay.FOREVER);
  }

  @Override
  protected TemporalAggregationProvider.Options options() {
    return new TemporalAggregationProvider.Options(Bases.of(new Ucb1Provider()), 3, .5, .9);
  }
}
