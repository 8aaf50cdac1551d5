package dev.recsim.api;

/**
 * Describes an environment as a finite Markov decision process, which can be solved exactly. An
 * action is the document of a slate of size 1; states are those of {@link Observation#state()}.
 * Immutable.
 */
public interface FiniteMdp {

  /** {@return the number of states} */
  int states();

  /** {@return the number of actions, the same in every state} */
  int actions();

  /**
   * {@return the probability that a session starts in this state}
   *
   * @param state 0 .. {@link #states()} - 1
   */
  double start(int state);

  /**
   * {@return the expected reward of an action in a state}
   *
   * @param state 0 .. {@link #states()} - 1
   * @param action 0 .. {@link #actions()} - 1
   */
  double reward(int state, int action);

  /**
   * Writes P(session continues in state s' | state, action) to {@code probabilities[s']} for every
   * s'. The probability that the session ends is 1 minus their sum.
   *
   * @param state 0 .. {@link #states()} - 1
   * @param action 0 .. {@link #actions()} - 1
   * @param probabilities array of {@link #states()} entries, overwritten
   */
  void transition(int state, int action, double[] probabilities);

  /** {@return the number of steps after which a session is cut off} */
  int maxSessionLength();
}
