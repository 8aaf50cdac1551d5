package dev.recsim.agent.layer;

import dev.recsim.agent.Environments;
import dev.recsim.agent.bandit.Ucb1Provider;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import org.junit.jupiter.api.Tag;

/** Random slates around an agent that learns. */
@Tag("slow")
class EpsilonGreedyContractTest extends AgentContract<EpsilonGreedyProvider.Options> {
  @Override
  protected AgentProvider<EpsilonGreedyProvider.Options> provider() {
    return new EpsilonGreedyProvider();
  }

  @Override
  protected Environment environment() {
    return Environments.generated();
  }

  @Override
  protected EpsilonGreedyProvider.Options options() {
    return new EpsilonGreedyProvider.Options(Bases.of(new Ucb1Provider()), .3, .2);
  }
}
