package dev.recsim.api;

/**
 * A finite Markov decision process: a world that can be solved exactly. An action is a document (of
 * a slate of one); states are those of {@link Observation#state()}. Immutable.
 */
public interface FiniteMdp {

  /** Number of states. */
  int states();

  /** Number of actions, the same in every state. */
  int actions();

  /** Probability that a session starts in this state. */
  double start(int state);

  /** Expected reward of an action in a state. */
  double reward(int state, int action);

  /**
   * Writes P(session continues in state s' | state, action) to {@code probabilities[s']} for every
   * s'. What is missing to 1 is the probability that the session ends.
   *
   * @param probabilities array of {@link #states()} entries, overwritten
   */
  void transition(int state, int action, double[] probabilities);

  /** Number of steps after which a session is cut off. */
  int maxSessionLength();
}
