package dev.recsim.trial;

import dev.recsim.api.Description;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Range;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

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
    return new EpsilonGreedy(greedy, Policy.uniform(space), epsilon);
  }

  /** Sutton and Barto, "Reinforcement learning", section 2.2. */
  private record EpsilonGreedy(Policy greedy, Policy random, double epsilon) implements Policy {
    @Override
    public Slate recommend(Observation observation, RandomKey key) {
      RandomKey coin = key.child("explore");
      return coin.uniform(0) < epsilon
          ? random.recommend(observation, coin.child("slate"))
          : greedy.recommend(observation, key);
    }

    @Override
    public Optional<double[]> probabilities(Observation observation, int documents) {
      return greedy
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
      return mixed(greedy.probability(observation, slate), random.probability(observation, slate));
    }

    /** The probability of the documents up to the position, divided by that of those above it. */
    @Override
    public OptionalDouble probability(Observation observation, Slate slate, int position) {
      OptionalDouble with = first(observation, slate, position + 1);
      if (with.isEmpty() || with.getAsDouble() == 0) {
        return with;
      }
      return OptionalDouble.of(
          with.getAsDouble() / first(observation, slate, position).getAsDouble());
    }

    private OptionalDouble first(Observation observation, Slate slate, int count) {
      return mixed(
          first(greedy, observation, slate, count), first(random, observation, slate, count));
    }

    private static OptionalDouble first(
        Policy policy, Observation observation, Slate slate, int count) {
      double product = 1;
      for (int p = 0; p < count; p++) {
        OptionalDouble next = policy.probability(observation, slate, p);
        if (next.isEmpty()) {
          return next;
        }
        product *= next.getAsDouble();
      }
      return OptionalDouble.of(product);
    }

    private OptionalDouble mixed(OptionalDouble chosen, OptionalDouble drawn) {
      return chosen.isEmpty() || drawn.isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of((1 - epsilon) * chosen.getAsDouble() + epsilon * drawn.getAsDouble());
    }
  }
}
