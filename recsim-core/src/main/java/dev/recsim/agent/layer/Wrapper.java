package dev.recsim.agent.layer;

import dev.recsim.api.Agent;
import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Inputs;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Policy;
import dev.recsim.api.Weights;
import java.util.Optional;
import java.util.SortedMap;

/** Base class of agents that wrap another one and change how it acts or what it observes. */
abstract class Wrapper implements Agent {
  final Agent inside;

  Wrapper(Agent inside) {
    this.inside = inside;
  }

  /** Returns the policy that acts instead of a policy of the wrapped agent. */
  abstract Policy around(Policy policy);

  /** Returns the policy that acts during training. */
  Policy exploring(Learner learner) {
    return around(learner.exploring());
  }

  /** Weights with which slates are drawn as {@link #exploring} does. */
  Optional<Weights> drawing(Learner learner) {
    return learner.drawing();
  }

  /** Passes a transition to the learner of the wrapped agent. */
  void observe(Learner learner, Transition transition) {
    learner.observe(transition);
  }

  @Override
  public Policy greedy() {
    return around(inside.greedy());
  }

  @Override
  public final Optional<Learner> learner() {
    return inside.learner().map(Learning::new);
  }

  @Override
  public Perception perception() {
    return inside.perception();
  }

  @Override
  public final Optional<Inputs> inputs() {
    return inside.inputs();
  }

  @Override
  public final void close() {
    inside.close();
  }

  private final class Learning implements Learner {
    private final Learner learner;

    Learning(Learner learner) {
      this.learner = learner;
    }

    @Override
    public Policy exploring() {
      return Wrapper.this.exploring(learner);
    }

    @Override
    public void observe(Transition transition) {
      Wrapper.this.observe(learner, transition);
    }

    @Override
    public void update(int batchSize) {
      learner.update(batchSize);
    }

    @Override
    public Learner.Plan plan(long envSteps) {
      return learner.plan(envSteps);
    }

    @Override
    public void startTraining(long updates) {
      learner.startTraining(updates);
    }

    @Override
    public void startEpoch(int updates, int batchSize) {
      learner.startEpoch(updates, batchSize);
    }

    @Override
    public SortedMap<String, Double> diagnostics() {
      return learner.diagnostics();
    }

    @Override
    public Optional<String> engine() {
      return learner.engine();
    }

    @Override
    public Weights weights() {
      return learner.weights();
    }

    @Override
    public Optional<Weights> drawing() {
      return Wrapper.this.drawing(learner);
    }

    @Override
    public void load(Weights weights) {
      learner.load(weights);
    }
  }
}
