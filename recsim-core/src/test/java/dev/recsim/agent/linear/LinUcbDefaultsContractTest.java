package dev.recsim.agent.linear;

import dev.recsim.agent.TopicEnvironment;
import dev.recsim.agent.TopicEnvironment.Stay;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class LinUcbDefaultsContractTest extends AgentContract<LinUcbProvider.LinUcb> {
  @Override
  protected AgentProvider<LinUcbProvider.LinUcb> provider() {
    return new LinUcbProvider();
  }

  @Override
  protected Environment environment() {
    return new TopicEnvironment(Stay.SESSION);
  }
}
