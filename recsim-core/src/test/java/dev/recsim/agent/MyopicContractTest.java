package dev.recsim.agent;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.NoOptions;
import dev.recsim.contract.AgentContract;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class MyopicContractTest extends AgentContract<NoOptions> {
  @Override
  protected AgentProvider<NoOptions> provider() {
    return new MyopicProvider();
  }

  @Override
  protected Environment environment() {
    return Environments.generated();
  }
}
