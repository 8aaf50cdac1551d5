package dev.recsim.learn.fullslateq;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import dev.recsim.contract.SixStates;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class FullSlateQContractTest extends AgentContract<FullSlateQ.Options> {
  @Override
  protected AgentProvider<FullSlateQ.Options> provider() {
    return new FullSlateQ();
  }

  @Override
  protected Environment environment() {
    return new SixStates(10);
  }
}
