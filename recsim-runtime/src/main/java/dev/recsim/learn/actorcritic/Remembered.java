package dev.recsim.learn.actorcritic;

import dev.recsim.api.Status;
import dev.recsim.api.Transition;

/**
 * A transition in a world whose users are states and whose documents are indices.
 *
 * @param ended whether nothing of value follows
 */
record Remembered(int state, int document, float reward, int nextState, boolean ended) {

  static Remembered of(Transition transition) {
    return new Remembered(
        transition.observation().state(),
        transition.slate().document(0),
        (float) transition.step().reward(),
        transition.step().next().state(),
        transition.step().status() == Status.ENDED);
  }
}
