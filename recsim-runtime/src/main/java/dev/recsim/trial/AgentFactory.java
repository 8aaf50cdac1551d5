package dev.recsim.trial;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.random.RandomKey;

/** Creates the agent of a trial. */
@FunctionalInterface
public interface AgentFactory {
  /** Creates a new agent for this environment; all of its randomness comes from the key. */
  Agent create(Environment environment, RandomKey key);
}
