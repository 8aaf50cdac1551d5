package dev.recsim.learn.slateq;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class SlateQContractTest extends AgentContract<SlateQ.Options> {
  private final Environment environment = Environments.interestEvolution();

  @Override
  protected AgentProvider<SlateQ.Options> provider() {
    return new SlateQ();
  }

  @Override
  protected Environment environment() {
    return environment;
  }
}
