package dev.recsim.agent.layer;

import dev.recsim.api.Agent;
import dev.recsim.api.Learner;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
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

  @Override
  Policy around(Policy policy) {
    return Policy.epsilonGreedy(policy, space, evaluationEpsilon);
  }

  @Override
  Policy exploring(Learner learner) {
    return Policy.epsilonGreedy(inside.greedy(), space, epsilon);
  }

  /** It explores around the greedy policy. */
  @Override
  Optional<Weights> drawing(Learner learner) {
    return Optional.empty();
  }
}
