package dev.recsim.agent.linear;

import dev.recsim.agent.RankingAgent;
import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import dev.recsim.api.Transition;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;

/**
 * A bandit over features: learns across sessions, from each position that is shown, how good
 * documents are by their features. Estimates are x' theta.
 */
final class LinearAgent extends RankingAgent {
  private final Model model;
  private final FeatureMap features;
  private final int signal;

  /**
   * @param signal index of the signal that is the reward of a position; -1 for whether it was
   *     clicked
   */
  LinearAgent(Model model, FeatureMap features, Space space, int signal) {
    super(space.slateSize());
    this.model = model;
    this.features = features;
    this.signal = signal;
  }

  @Override
  protected double[] estimates(Observation seen) {
    double[][] xs = xs(seen);
    double[] values = new double[xs.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Model.dot(xs[i], model.estimate());
    }
    return values;
  }

  @Override
  protected double[] indices(Observation seen, RandomKey key) {
    return model.indices(xs(seen), key);
  }

  private double[][] xs(Observation seen) {
    double[][] xs = new double[seen.candidates().size()][];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = features.of(seen, i);
    }
    return xs;
  }

  @Override
  protected void take(Transition transition) {
    for (int i = 0; i < transition.slate().size(); i++) {
      double[] x = features.of(transition.observation(), transition.slate().document(i));
      model.add(x, reward(transition, i));
    }
  }

  private double reward(Transition transition, int position) {
    return signal < 0
        ? transition.step().response().isClicked(position) ? 1 : 0
        : transition.step().response().signal(position, signal);
  }

  @Override
  public Weights weights() {
    return model.weights();
  }

  @Override
  public void load(Weights weights) {
    model.load(weights);
  }
}
