package dev.recsim.trial;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.random.RandomKey;

/** Creates the agent of a trial. */
@FunctionalInterface
public interface AgentFactory {
  /** Creates a new agent for this environment; all of its randomness comes from the key. */
  Agent create(Environment environment, RandomKey key);

  /** Whether the agent decides outside of this JVM, so that its answers are tested. */
  default boolean isElsewhere() {
    return false;
  }

  /** The same agents, which decide outside of this JVM. */
  default AgentFactory elsewhere() {
    AgentFactory same = this;
    return new AgentFactory() {
      @Override
      public Agent create(Environment environment, RandomKey key) {
        return same.create(environment, key);
      }

      @Override
      public boolean isElsewhere() {
        return true;
      }
    };
  }
}
