package dev.recsim.trial;

import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import java.util.Objects;

/** How evaluation sessions deviate from the greedy policy, so that their logs can be evaluated. */
public record Exploration(
    @Description("epsilon_greedy: a uniformly random slate with probability epsilon.") Type type,
    @Description("Probability of a random slate instead of the greedy one.")
        @Range(min = 0, max = 1)
        double epsilon) {

  /** The kinds of exploration. */
  public enum Type {
    EPSILON_GREEDY
  }

  public Exploration {
    Objects.requireNonNull(type, "type");
  }

  /** Returns the policy that explores around a greedy one. */
  Policy around(Policy greedy, Space space) {
    Policy uniform = Policy.uniform(space);
    Policy draw =
        (observation, key) -> {
          RandomKey coin = key.child("explore");
          return coin.uniform(0) < epsilon
              ? uniform.recommend(observation, coin.child("slate"))
              : greedy.recommend(observation, key);
        };
    return Policy.epsilonGreedy(greedy, space, () -> epsilon, draw);
  }
}
