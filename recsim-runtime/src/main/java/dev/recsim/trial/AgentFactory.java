package dev.recsim.trial;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.random.RandomKey;

/** Builds the agent of a trial. */
@FunctionalInterface
public interface AgentFactory {
  /** A fresh agent for this environment, all of whose randomness comes from the key. */
  Agent create(Environment environment, RandomKey key);
}
