package dev.recsim.agent.linear;

import dev.recsim.agent.TopicEnvironment;
import dev.recsim.agent.TopicEnvironment.Stay;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;

/** Logistic regression on documents alone. */
class GlmTsContractTest extends AgentContract<GlmTsProvider.GlmTs> {
  @Override
  protected AgentProvider<GlmTsProvider.GlmTs> provider() {
    return new GlmTsProvider();
  }

  @Override
  protected Environment environment() {
    return new TopicEnvironment(Stay.TURNOVER);
  }

  @Override
  protected GlmTsProvider.GlmTs options() {
    return new GlmTsProvider.GlmTs(1, 1, Interactions.NONE);
  }
}
