package dev.recsim.agent.layer;

import dev.recsim.api.Agent;
import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Policy.Batch;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.random.RandomKey;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An agent that observes the environment through a perception and otherwise acts and learns as
 * before.
 */
final class Layer extends Wrapper {
  private final Perception perception;
  private final int features;

  /**
   * @param layer perception for which the wrapped agent was created
   * @param features number of the user's features in the environment
   */
  Layer(Perception layer, Agent inside, int features) {
    super(inside);
    this.perception = new Composed(layer, inside.perception());
    this.features = features;
  }

  /**
   * Returns a restored policy of the wrapped agent as the policy of this one.
   *
   * @param features number of the user's features in the environment
   */
  static Policy perceiving(Policy restored, int features) {
    return new Perceiving(restored, features);
  }

  @Override
  Policy around(Policy policy) {
    return new Perceiving(policy, features);
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
   * Gives the wrapped policy the observations that its own agent perceives. An observation without
   * memory, but with more features than those of the environment, was perceived elsewhere, such as
   * by an application that counts the clicks of a session. There is no policy for the bare states
   * of the environment.
   *
   * @param features number of the user's features in the environment
   */
  private record Perceiving(Policy inside, int features) implements Policy {
    private Observation inner(Observation observation) {
      boolean perceived =
          !(observation instanceof Remembering) && observation.user().length > features;
      return perceived ? observation : Composed.inner(observation);
    }

    @Override
    public Slate recommend(Observation observation, RandomKey key) {
      return inside.recommend(inner(observation), key);
    }

    @Override
    public Optional<double[]> probabilities(Observation observation, int documents) {
      return inside.probabilities(inner(observation), documents);
    }

    @Override
    public OptionalDouble probability(Observation observation, Slate slate) {
      return inside.probability(inner(observation), slate);
    }

    @Override
    public OptionalDouble probability(Observation observation, Slate slate, int position) {
      return inside.probability(inner(observation), slate, position);
    }

    @Override
    public Optional<double[]> documentScores(Observation observation) {
      return inside.documentScores(inner(observation));
    }

    @Override
    public Optional<Estimate> value(Observation observation) {
      return inside.value(inner(observation));
    }

    @Override
    public void recommend(Batch batch) {
      Batch perceived = new Batch(batch.size());
      for (int i = 0; i < batch.size(); i++) {
        perceived.add(inner(batch.observation(i)), batch.key(i));
      }
      inside.recommend(perceived);
      for (int i = 0; i < batch.size(); i++) {
        batch.recommend(i, perceived.slate(i));
      }
    }
  }
}
