package dev.recsim.policy;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Policy;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;

/**
 * Creates agents of a type as they were after their training.
 *
 * @param <C> type of the options
 * @param provider of the agents
 * @param options of the agents
 * @param key with which they were created
 * @param folder to which files in the options are relative, absolute
 */
record Restored<C extends Record>(
    AgentProvider<C> provider, C options, RandomKey key, Path folder) {

  /** An agent before its training. */
  Agent created(Environment environment) {
    return provider.create(options, environment, key, folder);
  }

  /**
   * A greedy policy. Providers that do not restore policies create an agent, which loads the
   * weights.
   *
   * @param weights null if agents of this type have none
   * @throws UnsupportedOperationException if the environment lacks what the agent needs
   */
  Policy policy(Environment environment, Weights weights) {
    if (weights == null) {
      return created(environment).greedy();
    }
    try {
      return provider.restore(options, environment, weights);
    } catch (UnsupportedOperationException e) {
      return loaded(environment, weights, e).greedy();
    }
  }

  private Agent loaded(
      Environment environment, Weights weights, UnsupportedOperationException why) {
    Agent agent;
    try {
      agent = created(environment);
    } catch (RuntimeException e) {
      throw why;
    }
    load(agent, weights);
    return agent;
  }

  /** Loads weights into an agent, which is closed if they do not fit. */
  static void load(Agent agent, Weights weights) {
    try {
      Learner learner =
          agent
              .learner()
              .orElseThrow(() -> new IllegalArgumentException("agents of this type do not learn"));
      learner.load(weights);
    } catch (RuntimeException e) {
      agent.close();
      throw e;
    }
  }
}
