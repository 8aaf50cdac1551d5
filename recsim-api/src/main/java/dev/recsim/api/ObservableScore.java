package dev.recsim.api;

/**
 * How much documents appeal to a user, as far as it follows from what is observable: the user's own
 * score where all that counts is observable, or its expectation. Unlike {@link Appeal} it says
 * nothing of how scores become choices, so environments have it whatever their choice model.
 */
@FunctionalInterface
public interface ObservableScore {

  /**
   * {@return the score of a candidate; only its order among the candidates means something}
   *
   * @param observation what is seen of the session
   * @param candidate index of the document
   */
  double score(Observation observation, int candidate);
}
