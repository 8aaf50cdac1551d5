package dev.recsim.learn.fullslateq;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import dev.recsim.contract.SixStates;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class FullSlateQContractTest extends AgentContract<FullSlateQOptions> {
  @Override
  protected AgentProvider<FullSlateQOptions> provider() {
    return new FullSlateQ();
  }

  @Override
  protected Environment environment() {
    return new SixStates(10);
  }
}
