package dev.recsim.agent.layer;

import dev.recsim.api.Learner;
import dev.recsim.api.Transition;
import dev.recsim.api.Weights;

/** The learner of a wrapped agent; it explores, and may observe, in a way of the wrapping. */
abstract class Learning implements Learner {
  final Learner inside;

  Learning(Learner inside) {
    this.inside = inside;
  }

  @Override
  public void observe(Transition transition) {
    inside.observe(transition);
  }

  @Override
  public final void update(int batchSize) {
    inside.update(batchSize);
  }

  @Override
  public final void startEpoch(int updates, int batchSize) {
    inside.startEpoch(updates, batchSize);
  }

  @Override
  public final String engine() {
    return inside.engine();
  }

  @Override
  public final Weights weights() {
    return inside.weights();
  }

  @Override
  public final void load(Weights weights) {
    inside.load(weights);
  }
}
