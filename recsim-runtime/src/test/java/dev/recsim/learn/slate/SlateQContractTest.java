package dev.recsim.learn.slate;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class SlateQContractTest extends AgentContract<SlateQOptions> {
  private final Environment world = Worlds.interestEvolution();

  @Override
  protected AgentProvider<SlateQOptions> provider() {
    return new SlateQProvider();
  }

  @Override
  protected Environment environment() {
    return world;
  }
}
