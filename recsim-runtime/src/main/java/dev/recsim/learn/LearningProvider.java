package dev.recsim.learn;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.LearningAgent;
import dev.recsim.api.Policy;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;

/** What the providers of agents that learn have in common. */
public abstract class LearningProvider<C extends Record> implements AgentProvider<C> {
  private final String name;

  /** Of a type of agents. */
  protected LearningProvider(String name) {
    this.name = name;
  }

  @Override
  public final String name() {
    return name;
  }

  /**
   * An agent that has learned nothing yet.
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
