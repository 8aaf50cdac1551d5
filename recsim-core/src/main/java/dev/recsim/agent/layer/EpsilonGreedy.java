package dev.recsim.agent.layer;

import dev.recsim.api.Agent;
import dev.recsim.api.Learner;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;
import java.util.Optional;

/**
 * Epsilon-greedy choice (Sutton and Barto, "Reinforcement learning", section 2.2): a random slate
 * with probability epsilon, otherwise the greedy slate of the wrapped agent. The exploration of the
 * wrapped agent is not used. Evaluation has a separate epsilon.
 */
final class EpsilonGreedy extends Wrapper {
  private final Space space;
  private final double epsilon;
  private final double evaluationEpsilon;

  /**
   * @param space of the observations that the wrapped agent receives
   */
  EpsilonGreedy(Agent inside, Space space, double epsilon, double evaluationEpsilon) {
    super(inside);
    this.space = space;
    this.epsilon = epsilon;
    this.evaluationEpsilon = evaluationEpsilon;
  }

  /** Returns a policy that draws slates uniformly with probability epsilon. */
  static Policy mix(Policy inside, Space space, double epsilon) {
    if (epsilon == 0) {
      return inside;
    }
    Policy uniform = Policy.uniform(space);
    Policy draw =
        (observation, key) -> {
          RandomKey coin = key.child("epsilon");
          return coin.uniform(0) < epsilon
              ? uniform.recommend(observation, coin.child("slate"))
              : inside.recommend(observation, key.child("inside"));
        };
    return Policy.epsilonGreedy(inside, space, () -> epsilon, draw);
  }

  @Override
  Policy around(Policy policy) {
    return mix(policy, space, evaluationEpsilon);
  }

  @Override
  Policy exploring(Learner learner) {
    return mix(inside.greedy(), space, epsilon);
  }

  /** It explores around the greedy policy. */
  @Override
  Optional<Weights> drawing(Learner learner) {
    return Optional.empty();
  }
}
