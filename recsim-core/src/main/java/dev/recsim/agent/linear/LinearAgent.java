package dev.recsim.agent.linear;

import dev.recsim.agent.RankingAgent;
import dev.recsim.algebra.Vectors;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;

/**
 * A bandit over features. It learns across sessions, from each shown position, how a document's
 * features determine clicks. Estimates are x' theta.
 */
final class LinearAgent extends RankingAgent {
  private final Model model;
  private final FeatureMap features;

  LinearAgent(Model model, FeatureMap features, Space space) {
    super(space.slateSize());
    this.model = model;
    this.features = features;
  }

  @Override
  protected double[] estimates(Observation seen) {
    double[][] xs = xs(seen);
    double[] values = new double[xs.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Vectors.dot(xs[i], model.estimate());
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
      model.add(x, transition.step().response().isClicked(i) ? 1 : 0);
    }
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
