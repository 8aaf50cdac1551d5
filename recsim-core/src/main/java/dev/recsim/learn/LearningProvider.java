package dev.recsim.learn;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Policy;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;

/** Base class of providers of agents that learn. */
public abstract class LearningProvider<C extends Record> implements AgentProvider<C> {
  /**
   * Creates an agent before its first step.
   *
   * @param key all of its randomness
   */
  protected abstract LearningAgent agent(C options, Environment environment, RandomKey key);

  @Override
  public final Agent create(C options, Environment environment, RandomKey key) {
    check(options, environment);
    return agent(options, environment, key);
  }

  @Override
  public Policy restore(C options, Environment environment, Weights weights) {
    LearningAgent agent = agent(options, environment, RandomKey.root(0));
    agent.load(weights);
    return agent.greedy();
  }
}
