package dev.recsim.agent.layer;

import dev.recsim.api.Agent;
import dev.recsim.api.Agent.Perception;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.api.Policy.Batch;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An agent that observes the environment through a perception and otherwise acts and learns as
 * before.
 */
final class Layer extends Wrapper {
  private final Perception perception;

  /**
   * @param layer perception for which the wrapped agent was created
   */
  Layer(Perception layer, Agent inside) {
    super(inside);
    this.perception = new Composed(layer, inside.perception());
  }

  /**
   * Checks that the wrapped agent is given, and can act in the environment as perceived.
   *
   * @throws InvalidOption if not
   */
  static void check(Part<AgentProvider<?>> base, Environment perceived) {
    given(base);
    InvalidOption.inside(
        "base",
        () ->
            base.make(
                (AgentProvider<Record> it, Record own) -> {
                  it.check(own, perceived);
                  return it;
                }));
  }

  static void given(Part<AgentProvider<?>> base) {
    InvalidOption.unless(
        base != null, "base", "is missing; write \"base: {type: ...}\" with a type of agent");
  }

  static boolean oracle(Part<AgentProvider<?>> base) {
    return base.make((AgentProvider<Record> it, Record own) -> it.oracle(own));
  }

  static Agent create(Part<AgentProvider<?>> base, Environment perceived, RandomKey key) {
    return InvalidOption.inside(
        "base",
        () -> base.make((AgentProvider<Record> it, Record own) -> it.create(own, perceived, key)));
  }

  static Policy restore(Part<AgentProvider<?>> base, Environment perceived, Weights weights) {
    return new Perceiving(restored(base, perceived, weights));
  }

  /** Restores the policy of the wrapped agent. It must be given perceived observations. */
  static Policy restored(Part<AgentProvider<?>> base, Environment perceived, Weights weights) {
    return base.make((AgentProvider<Record> it, Record own) -> it.restore(own, perceived, weights));
  }

  @Override
  Policy around(Policy policy) {
    return new Perceiving(policy);
  }

  @Override
  void observe(Learner learner, Transition transition) {
    Step step = transition.step();
    learner.observe(
        new Transition(
            Composed.inner(transition.observation()),
            transition.slate(),
            new Step(step.response(), step.reward(), Composed.inner(step.next()), step.status())));
  }

  @Override
  public Perception perception() {
    return perception;
  }

  /**
   * Gives the wrapped policy the observations that its own agent perceives. It has no policy for
   * the bare states of the environment.
   */
  private record Perceiving(Policy inside) implements Policy {
    @Override
    public Slate recommend(Observation observation, RandomKey key) {
      return inside.recommend(Composed.inner(observation), key);
    }

    @Override
    public Optional<double[]> probabilities(Observation observation, int documents) {
      return inside.probabilities(Composed.inner(observation), documents);
    }

    @Override
    public OptionalDouble probability(Observation observation, Slate slate) {
      return inside.probability(Composed.inner(observation), slate);
    }

    @Override
    public OptionalDouble probability(Observation observation, Slate slate, int position) {
      return inside.probability(Composed.inner(observation), slate, position);
    }

    @Override
    public OptionalDouble value(Observation observation) {
      return inside.value(Composed.inner(observation));
    }

    @Override
    public double discount() {
      return inside.discount();
    }

    @Override
    public void recommend(Batch batch) {
      Batch perceived = new Batch(batch.size());
      for (int i = 0; i < batch.size(); i++) {
        perceived.add(Composed.inner(batch.observation(i)), batch.key(i));
      }
      inside.recommend(perceived);
      for (int i = 0; i < batch.size(); i++) {
        batch.recommend(i, perceived.slate(i));
      }
    }
  }
}
