package dev.recsim.api;

import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;

/** The policies that {@link Policy} makes. */
final class RandomPolicies {

  private RandomPolicies() {}

  /** Draws slates uniformly, without repeated documents. */
  record Uniform(Space space) implements Policy, Recycling.Borrower {
    @Override
    public Slate recommend(Observation observation, RandomKey key) {
      return Slate.random(observation.documents(space), space.slateSize(), key);
    }

    @Override
    public boolean keepsNothing() {
      return true;
    }

    @Override
    public Optional<double[]> probabilities(Observation observation, int documents) {
      double[] probabilities = new double[documents];
      Arrays.fill(probabilities, 1.0 / documents);
      return Optional.of(probabilities);
    }

    @Override
    public OptionalDouble probability(Observation observation, Slate slate, int position) {
      for (int p = 0; p < position; p++) {
        if (slate.document(p) == slate.document(position)) {
          return OptionalDouble.of(0);
        }
      }
      return OptionalDouble.of(1.0 / (observation.documents(space) - position));
    }
  }

  /** The probabilities of a uniform policy and a greedy one, see {@link Policy#epsilonGreedy}. */
  record EpsilonGreedy(Policy greedy, Policy uniform, DoubleSupplier epsilon, Policy draw)
      implements Policy {

    @Override
    public Slate recommend(Observation observation, RandomKey key) {
      return draw.recommend(observation, key);
    }

    @Override
    public Optional<double[]> probabilities(Observation observation, int documents) {
      double random = epsilon.getAsDouble();
      return greedy
          .probabilities(observation, documents)
          .map(
              row -> {
                double[] mixed = new double[documents];
                Arrays.setAll(mixed, d -> (1 - random) * row[d] + random / documents);
                return mixed;
              });
    }

    @Override
    public OptionalDouble probability(Observation observation, Slate slate) {
      double chosen = greedy.probability(observation, slate).orElse(Double.NaN);
      return known(mixed(chosen, uniform.probability(observation, slate).orElseThrow()));
    }

    /** The probability of the documents up to the position, divided by that of those above it. */
    @Override
    public OptionalDouble probability(Observation observation, Slate slate, int position) {
      double with = first(observation, slate, position + 1);
      return known(with == 0 ? 0 : with / first(observation, slate, position));
    }

    private static OptionalDouble known(double probability) {
      return Double.isNaN(probability) ? OptionalDouble.empty() : OptionalDouble.of(probability);
    }

    /** The probability of the first documents of a slate; NaN if unknown. */
    private double first(Observation observation, Slate slate, int count) {
      return mixed(
          first(greedy, observation, slate, count), first(uniform, observation, slate, count));
    }

    private static double first(Policy policy, Observation observation, Slate slate, int count) {
      double product = 1;
      for (int p = 0; p < count; p++) {
        product *= policy.probability(observation, slate, p).orElse(Double.NaN);
      }
      return product;
    }

    private double mixed(double chosen, double drawn) {
      double random = epsilon.getAsDouble();
      return (1 - random) * chosen + random * drawn;
    }
  }
}
