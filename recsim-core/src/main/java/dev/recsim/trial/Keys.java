package dev.recsim.trial;

import dev.recsim.random.RandomKey;

/**
 * The random keys of a trial. The paths of the environment do not contain the agent's name, so all
 * agents of an experiment get the same users with the same randomness.
 *
 * @param root key of the experiment
 * @param environment name of the environment
 * @param agent name of the agent
 * @param seed seed of the trial
 */
public record Keys(RandomKey root, String environment, String agent, long seed) {
  /** The key of training sessions. */
  public RandomKey training() {
    return sessions().child("train");
  }

  /** The key of validation sessions; the name distinguishes declared and undeclared validation. */
  RandomKey validation(String name, int epoch) {
    return sessions().child(name).child(epoch);
  }

  /** The key of evaluation sessions. */
  public RandomKey evaluation() {
    return sessions().child("eval");
  }

  /** The key of the agent. */
  public RandomKey agentKey() {
    return root.child("agent").child(agent).child(seed);
  }

  private RandomKey sessions() {
    return root.child("world").child(environment).child(seed);
  }
}
