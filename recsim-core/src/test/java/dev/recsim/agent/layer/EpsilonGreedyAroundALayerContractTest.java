package dev.recsim.agent.layer;

import dev.recsim.agent.TopicEnvironment;
import dev.recsim.agent.TopicEnvironment.Stay;
import dev.recsim.agent.bandit.Ucb1Provider;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import org.junit.jupiter.api.Tag;

/** Random slates around a layer. */
@Tag("slow")
class EpsilonGreedyAroundALayerContractTest extends AgentContract<EpsilonGreedyProvider.Options> {
  @Override
  protected AgentProvider<EpsilonGreedyProvider.Options> provider() {
    return new EpsilonGreedyProvider();
  }

  @Override
  protected Environment environment() {
    return new TopicEnvironment(Stay.FOREVER);
  }

  @Override
  protected EpsilonGreedyProvider.Options options() {
    return new EpsilonGreedyProvider.Options(
        Bases.of(
            new TemporalAggregationProvider(),
            new TemporalAggregationProvider.Options(Bases.of(new Ucb1Provider()), 2, 0, 1)),
        .3,
        0);
  }
}
