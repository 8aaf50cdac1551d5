package dev.recsim.agent.layer;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.NoOptions;
import dev.recsim.api.Observation;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An agent inside layers that writes down what it is shown and told, and shows slates by a list.
 * Its weights are what was written down last: the number of transitions it was told.
 */
final class Witness implements AgentProvider<NoOptions>, Agent, Learner {
  final List<Observation> shown = new ArrayList<>();
  final List<Transition> told = new ArrayList<>();
  Environment environment;
  Space restoredFor;
  float loaded;
  private final Iterator<Slate> slates;

  Witness(Slate... slates) {
    this.slates = List.of(slates).iterator();
  }

  Part<AgentProvider<?>> part() {
    return new Part<>(this, new NoOptions());
  }

  @Override
  public String name() {
    return "witness";
  }

  @Override
  public NoOptions defaults() {
    return new NoOptions();
  }

  @Override
  public Agent create(NoOptions options, Environment environment, RandomKey key) {
    this.environment = environment;
    return this;
  }

  @Override
  public Policy restore(NoOptions options, Environment environment, Weights weights) {
    restoredFor = environment.space();
    load(weights);
    return greedy();
  }

  @Override
  public Policy greedy() {
    return (observation, key) -> {
      shown.add(observation);
      return slates.next();
    };
  }

  @Override
  public Policy exploring() {
    return greedy();
  }

  @Override
  public Optional<Learner> learner() {
    return Optional.of(this);
  }

  @Override
  public void observe(Transition transition) {
    told.add(transition);
  }

  @Override
  public void update(int batchSize) {
    throw new UnsupportedOperationException("learns nothing");
  }

  @Override
  public Optional<String> engine() {
    return Optional.of("paper");
  }

  @Override
  public Weights weights() {
    return Weights.of(Map.of("told", Tensor.vector(new float[] {told.size()})));
  }

  @Override
  public void load(Weights weights) {
    loaded = weights.get("told", 1).data()[0];
  }

  /** What the user's features were each time it was asked. */
  double[][] users() {
    return shown.stream().map(Observation::user).toArray(double[][]::new);
  }

  /** The rewards it was told. */
  double[] rewards() {
    return told.stream().mapToDouble(transition -> transition.step().reward()).toArray();
  }
}
