package dev.recsim.api;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A learner that can also learn from sessions that another policy played, such as those of a log.
 */
public interface LogLearner extends Learner {

  /**
   * Receives one step of a session that another policy played, as {@link #observe} does for those
   * of {@link #exploring()}. By default the probabilities are ignored.
   *
   * @param transition one step of a session
   * @param propensity the probability with which that policy showed the slate; empty if unknown
   * @param propensities that of the document at each position, given those before it; empty if one
   *     of them is unknown
   * @throws IllegalArgumentException if the learner needs a probability that is unknown
   */
  default void observeLogged(
      Transition transition, OptionalDouble propensity, Optional<double[]> propensities) {
    observe(transition);
  }
}
