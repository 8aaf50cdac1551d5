package dev.recsim.learn.slateq;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class SlateQContractTest extends AgentContract<SlateQOptions> {
  private final Environment environment = Environments.interestEvolution();

  @Override
  protected AgentProvider<SlateQOptions> provider() {
    return new SlateQ();
  }

  @Override
  protected Environment environment() {
    return environment;
  }
}
