package dev.recsim.api;

import java.util.Optional;

/**
 * Describes an environment as a finite Markov decision process, which can be solved exactly. An
 * action is the document of a slate of size 1; states are those of {@link Observation#state()}.
 * Immutable.
 */
public interface FiniteMdp {

  /** {@return the number of states} */
  int states();

  /**
   * {@return what agents see in a state}
   *
   * @param state 0 .. {@link #states()} - 1
   */
  default Observation observation(int state) {
    return new Observation(state);
  }

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

  /**
   * {@return what a log leaves open about this environment, if it was fitted to one; empty if its
   * probabilities are known}
   */
  default Optional<Posterior> posterior() {
    return Optional.empty();
  }

  /** Environments that a log is consistent with, drawn from their posterior distribution. */
  interface Posterior {

    /** {@return the number of draws} */
    int draws();

    /**
     * {@return an environment of the same states and actions; the same index always gives the same
     * one. It may compute its probabilities when they are asked for, so it is confined to one
     * thread}
     *
     * @param index 0 .. {@link #draws()} - 1
     */
    FiniteMdp draw(int index);

    /**
     * {@return the number of rows of the log with this action in this state}
     *
     * @param state 0 .. {@link FiniteMdp#states()} - 1
     * @param action 0 .. {@link FiniteMdp#actions()} - 1
     */
    long rows(int state, int action);
  }
}
