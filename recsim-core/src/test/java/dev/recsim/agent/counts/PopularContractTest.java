package dev.recsim.agent.counts;

import dev.recsim.agent.Environments;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.NoOptions;
import dev.recsim.contract.AgentContract;
import org.junit.jupiter.api.Tag;

/** Documents that are nothing but indices. */
@Tag("slow")
class PopularContractTest extends AgentContract<NoOptions> {
  @Override
  protected AgentProvider<NoOptions> provider() {
    return new PopularProvider();
  }

  @Override
  protected Environment environment() {
    return Environments.generated();
  }
}
