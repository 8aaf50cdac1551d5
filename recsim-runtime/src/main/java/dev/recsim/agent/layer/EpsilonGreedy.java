package dev.recsim.agent.layer;

import dev.recsim.api.Agent;
import dev.recsim.api.Learner;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Epsilon-greedy choice (Sutton and Barto, "Reinforcement learning", section 2.2): a random slate
 * with probability epsilon, otherwise the greedy slate of the wrapped agent. The exploration of the
 * wrapped agent is not used. Evaluation has a separate epsilon.
 */
final class EpsilonGreedy extends Wrapper {
  private final Policy random;
  private final double epsilon;
  private final double evaluationEpsilon;

  EpsilonGreedy(Agent inside, Policy random, double epsilon, double evaluationEpsilon) {
    super(inside);
    this.random = random;
    this.epsilon = epsilon;
    this.evaluationEpsilon = evaluationEpsilon;
  }

  /** Returns a policy that is the random one with probability epsilon. */
  static Policy mix(Policy inside, Policy random, double epsilon) {
    return epsilon == 0 ? inside : new Mixture(inside, random, epsilon);
  }

  @Override
  Policy around(Policy policy) {
    return mix(policy, random, evaluationEpsilon);
  }

  @Override
  Policy exploring(Learner learner) {
    return mix(inside.greedy(), random, epsilon);
  }

  private record Mixture(Policy inside, Policy random, double epsilon) implements Policy {
    @Override
    public Slate recommend(Observation observation, RandomKey key) {
      RandomKey coin = key.child("epsilon");
      return coin.uniform(0) < epsilon
          ? random.recommend(observation, coin.child("slate"))
          : inside.recommend(observation, key.child("inside"));
    }

    @Override
    public Optional<double[]> probabilities(Observation observation, int documents) {
      return inside
          .probabilities(observation, documents)
          .map(
              row -> {
                double[] mixed = new double[documents];
                for (int d = 0; d < documents; d++) {
                  mixed[d] = (1 - epsilon) * row[d] + epsilon / documents;
                }
                return mixed;
              });
    }

    @Override
    public OptionalDouble probability(Observation observation, Slate slate) {
      return mixture().probability(observation, slate);
    }

    @Override
    public OptionalDouble probability(Observation observation, Slate slate, int position) {
      return mixture().probability(observation, slate, position);
    }

    private Policy mixture() {
      return new dev.recsim.learn.EpsilonGreedy(inside, random, () -> epsilon);
    }
  }
}
