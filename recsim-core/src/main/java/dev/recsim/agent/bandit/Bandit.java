package dev.recsim.agent.bandit;

import dev.recsim.random.RandomKey;

/** Ranks arms by an index. Pure: it has no state, so one instance serves all users and sessions. */
public interface Bandit {

  /**
   * Computes the index of each arm. The arm with the largest index is played, or the k largest if k
   * arms are played at once.
   *
   * @param pulls number of times each arm was played
   * @param rewards sum of the rewards of each arm, each reward in [0, 1]
   * @param key randomness of this decision
   * @return one number for each arm, not NaN; positive infinity for arms that must be tried
   */
  double[] indices(double[] pulls, double[] rewards, RandomKey key);
}
