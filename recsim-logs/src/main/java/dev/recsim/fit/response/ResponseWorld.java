package dev.recsim.fit.response;

import dev.recsim.api.FiniteMdp;

/**
 * Users who move from document to document: a user at document i who is shown document j accepts it
 * with probability {@code accept(i, j)}. Then the reward is 1 and the user moves to j. Otherwise
 * the reward is 0 and the user moves to a document drawn from {@code moves}. This is the
 * environment {@code transition_matrix} with any distribution of starts and moves.
 */
public interface ResponseWorld extends FiniteMdp {

  /** The probability that a user at a document accepts a shown one. */
  double accept(int document, int shown);

  /** The probability that a user who refused moves to a document. */
  double move(int document);

  /** The probability that a user leaves after a step. */
  double leave(boolean accepted);

  @Override
  default int actions() {
    return states();
  }

  @Override
  default double reward(int state, int action) {
    return accept(state, action);
  }

  @Override
  default void transition(int state, int action, double[] probabilities) {
    double accept = accept(state, action);
    double refused = (1 - accept) * (1 - leave(false));
    for (int next = 0; next < probabilities.length; next++) {
      probabilities[next] = refused * move(next);
    }
    probabilities[action] += accept * (1 - leave(true));
  }
}
