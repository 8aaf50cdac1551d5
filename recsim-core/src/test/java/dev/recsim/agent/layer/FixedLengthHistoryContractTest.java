package dev.recsim.agent.layer;

import dev.recsim.agent.TopicEnvironment;
import dev.recsim.agent.TopicEnvironment.Stay;
import dev.recsim.agent.bandit.Ucb1Provider;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;

/** A history around an agent that learns. */
class FixedLengthHistoryContractTest extends AgentContract<FixedLengthHistoryProvider.Options> {
  @Override
  protected AgentProvider<FixedLengthHistoryProvider.Options> provider() {
    return new FixedLengthHistoryProvider();
  }

  @Override
  protected Environment environment() {
    return new TopicEnvironment(Stay.FOREVER);
  }

  @Override
  protected FixedLengthHistoryProvider.Options options() {
    return new FixedLengthHistoryProvider.Options(
        Bases.of(new Ucb1Provider()), 2, true, true, true);
  }
}
