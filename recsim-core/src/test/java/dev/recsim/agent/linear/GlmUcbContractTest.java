package dev.recsim.agent.linear;

import dev.recsim.agent.TopicEnvironment;
import dev.recsim.agent.TopicEnvironment.Stay;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;

/** Logistic regression with features of users. */
class GlmUcbContractTest extends AgentContract<GlmUcbProvider.GlmUcb> {
  @Override
  protected AgentProvider<GlmUcbProvider.GlmUcb> provider() {
    return new GlmUcbProvider();
  }

  @Override
  protected Environment environment() {
    return new TopicEnvironment(Stay.STEP);
  }

  @Override
  protected GlmUcbProvider.GlmUcb options() {
    return new GlmUcbProvider.GlmUcb(.1, 100, 1, Interactions.OUTER);
  }
}
