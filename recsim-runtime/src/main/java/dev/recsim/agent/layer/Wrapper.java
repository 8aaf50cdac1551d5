package dev.recsim.agent.layer;

import dev.recsim.api.Agent;
import dev.recsim.api.Learner;
import dev.recsim.api.Perception;
import dev.recsim.api.Policy;
import dev.recsim.api.TrainingPlan;
import dev.recsim.api.Transition;
import dev.recsim.api.Weights;
import java.util.Optional;
import java.util.SortedMap;

/** An agent around another one: it acts, and may observe, in a way of its own. */
abstract class Wrapper implements Agent {
  final Agent inside;

  Wrapper(Agent inside) {
    this.inside = inside;
  }

  /** What a policy of the agent inside is turned into. */
  abstract Policy around(Policy policy);

  /** The policy that acts while learning. */
  Policy exploring(Learner learner) {
    return around(learner.exploring());
  }

  /** Hands on what was observed to the learner inside. */
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
    public TrainingPlan plan(long envSteps) {
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
    public String engine() {
      return learner.engine();
    }

    @Override
    public Weights weights() {
      return learner.weights();
    }

    @Override
    public void load(Weights weights) {
      learner.load(weights);
    }
  }
}
