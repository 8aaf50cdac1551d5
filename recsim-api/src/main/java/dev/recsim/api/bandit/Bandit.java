package dev.recsim.api.bandit;

import dev.recsim.random.RandomKey;

/**
 * A bandit algorithm that ranks arms by an index. Pure: all that it knows of the arms is given to
 * it, so one instance serves every user and every session.
 */
public interface Bandit {

  /**
   * The index of each arm; the arm with the greatest is played, or the k greatest where k are
   * played at once.
   *
   * @param pulls how often each arm was played
   * @param rewards sum of what each arm has paid, each payment in [0, 1]
   * @param key randomness of this decision
   * @return one number an arm, of which none is NaN; positive infinity for arms that must be tried
   */
  double[] indices(double[] pulls, double[] rewards, RandomKey key);
}
