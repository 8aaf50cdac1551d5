package dev.recsim.agent.linear;

import dev.recsim.agent.TopicEnvironment;
import dev.recsim.agent.TopicEnvironment.Stay;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;

/** Linear regression on a signal. */
class LinUcbContractTest extends AgentContract<LinUcbProvider.LinUcb> {
  @Override
  protected AgentProvider<LinUcbProvider.LinUcb> provider() {
    return new LinUcbProvider();
  }

  @Override
  protected Environment environment() {
    return new TopicEnvironment(Stay.STEP);
  }

  @Override
  protected LinUcbProvider.LinUcb options() {
    return new LinUcbProvider.LinUcb(1, 1, Interactions.OUTER, "watch_time", 0);
  }
}
