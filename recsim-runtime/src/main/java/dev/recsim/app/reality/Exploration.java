package dev.recsim.app.reality;

import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.random.RandomKey;

/**
 * How policies that users get explore: the share of decisions at which a slate is drawn uniformly,
 * as {@code explore: {type: epsilon_greedy, epsilon: 0.1}} serves them.
 *
 * @param from share of the policy that users have, 0 to 1
 * @param to share of the policy that is tested, 0 to 1
 */
public record Exploration(double from, double to) {
  /** Nothing is drawn. */
  public static final Exploration NONE = new Exploration(0, 0);

  /** A greedy policy that explores. */
  static Policy around(Policy greedy, ExperimentSpec spec, double epsilon) {
    if (epsilon == 0) {
      return greedy;
    }
    Space space = Environments.of(spec).space();
    Policy uniform = Policy.uniform(space);
    return Policy.epsilonGreedy(
        greedy,
        space,
        () -> epsilon,
        (observation, key) -> {
          RandomKey coin = key.child("epsilon");
          return coin.uniform(0) < epsilon
              ? uniform.recommend(observation, coin.child("slate"))
              : greedy.recommend(observation, key.child("inside"));
        });
  }
}
