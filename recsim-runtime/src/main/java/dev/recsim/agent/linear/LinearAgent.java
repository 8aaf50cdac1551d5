package dev.recsim.agent.linear;

import dev.recsim.agent.Ranking;
import dev.recsim.api.Agent;
import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.Learner;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Transition;
import dev.recsim.api.Weights;
import java.util.Optional;

/**
 * A bandit over features: learns across sessions, from each position that is shown, how good
 * documents are by their features. A slate holds the documents of the greatest indices while it
 * learns, and those of the greatest estimates x' theta when it is evaluated: it exploits and no
 * longer explores.
 */
final class LinearAgent implements Agent, Learner {
  private final Model model;
  private final FeatureMap features;
  private final int slateSize;
  private final int signal;
  private boolean empty = true;

  /**
   * @param signal index of the signal that is the reward of a position; -1 for whether it was
   *     clicked
   */
  LinearAgent(Model model, FeatureMap features, int slateSize, int signal) {
    this.model = model;
    this.features = features;
    this.slateSize = slateSize;
    this.signal = signal;
  }

  @Override
  public Policy greedy() {
    return (DeterministicPolicy) this::best;
  }

  private Slate best(Observation observation) {
    double[][] xs = xs(observation);
    double[] values = new double[xs.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Model.dot(xs[i], model.estimate());
    }
    return Ranking.top(values, slateSize);
  }

  private double[][] xs(Observation observation) {
    double[][] xs = new double[observation.candidates().size()][];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = features.of(observation, i);
    }
    return xs;
  }

  @Override
  public Optional<Learner> learner() {
    return Optional.of(this);
  }

  @Override
  public Policy exploring() {
    return (observation, key) -> Ranking.top(model.indices(xs(observation), key), slateSize);
  }

  @Override
  public void observe(Transition transition) {
    for (int i = 0; i < transition.slate().size(); i++) {
      double[] x = features.of(transition.observation(), transition.slate().document(i));
      model.add(x, reward(transition, i));
    }
    empty = false;
  }

  private double reward(Transition transition, int position) {
    return signal < 0
        ? transition.step().response().isClicked(position) ? 1 : 0
        : transition.step().response().signal(position, signal);
  }

  /** Nothing is left to do: steps were learned from when they were observed. */
  @Override
  public void update(int batchSize) {
    if (empty) {
      throw new IllegalStateException("nothing was observed yet");
    }
  }

  @Override
  public String engine() {
    return "table";
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
