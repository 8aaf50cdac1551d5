package dev.recsim.serve.explore;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Policies for tests. */
final class Policies {
  private Policies() {}

  static Remembered remembered(Policy policy) {
    return new Remembered(policy);
  }

  /** Shows the largest scores; of equal ones the first. */
  static Remembered scored(int slateSize, double... scores) {
    int[] best =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
            .mapToInt(i -> i)
            .limit(slateSize)
            .toArray();
    return new Remembered(
        new Policy.Deterministic() {
          @Override
          public Slate choose(Observation observation) {
            return Slate.of(best);
          }

          @Override
          public Optional<double[]> documentScores(Observation observation) {
            return Optional.of(scores);
          }
        });
  }

  static Remembered shows(int... slate) {
    return new Remembered((Policy.Deterministic) seen -> Slate.of(slate));
  }

  /** Draws slates, with known probabilities. */
  static Policy drawing(Space space) {
    Policy uniform = Policy.uniform(space);
    return new Policy() {
      @Override
      public Slate recommend(Observation observation, RandomKey key) {
        return uniform.recommend(observation, key);
      }

      @Override
      public OptionalDouble probability(Observation observation, Slate slate, int position) {
        return uniform.probability(observation, slate, position);
      }
    };
  }

  static double product(double[] factors) {
    return Arrays.stream(factors).reduce(1, (a, b) -> a * b);
  }
}
