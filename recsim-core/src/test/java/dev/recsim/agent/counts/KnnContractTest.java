package dev.recsim.agent.counts;

import dev.recsim.agent.Environments;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import org.junit.jupiter.api.Tag;

/** Documents that are nothing but indices. */
@Tag("slow")
class KnnContractTest extends AgentContract<KnnProvider.Options> {
  @Override
  protected AgentProvider<KnnProvider.Options> provider() {
    return new KnnProvider();
  }

  @Override
  protected Environment environment() {
    return Environments.generated();
  }
}
