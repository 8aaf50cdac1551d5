package dev.recsim.trial;

import dev.recsim.random.RandomKey;

/**
 * The random keys of a trial. No agent's name is on the environment's path, so all agents of an
 * experiment meet the same users with the same luck.
 *
 * @param root key of the experiment
 * @param environment name of the environment
 * @param agent name of the agent
 * @param seed seed of the trial
 */
record Keys(RandomKey root, String environment, String agent, int seed) {
  RandomKey training() {
    return sessions().child("train");
  }

  /** {@code name} is that of declared or undeclared validation. */
  RandomKey validation(String name, int epoch) {
    return sessions().child(name).child(epoch);
  }

  RandomKey evaluation() {
    return sessions().child("eval");
  }

  RandomKey agentKey() {
    return root.child("agent").child(agent).child(seed);
  }

  private RandomKey sessions() {
    return root.child("world").child(environment).child(seed);
  }
}
