package dev.recsim.learn;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;

/**
 * Uses a random policy with probability epsilon, and the greedy policy otherwise (Sutton and Barto,
 * "Reinforcement learning", section 2.2).
 *
 * @param random must not use draw 0 of the key, which decides between the two policies
 * @param epsilon probability of the random policy, read at each decision
 */
public record EpsilonGreedy(Policy greedy, Policy random, DoubleSupplier epsilon)
    implements Policy {

  /** A policy that draws slates uniformly. */
  public static Policy uniform(Space space) {
    Policy uniform = Policy.uniform(space);
    return new Uniform(
        uniform, (seen, decision) -> uniform.recommend(seen, decision.child("slate")));
  }

  /**
   * A policy that draws slates uniformly.
   *
   * @param draw draws the slates; must draw uniformly
   */
  public static Policy uniform(Space space, Policy draw) {
    return new Uniform(Policy.uniform(space), draw);
  }

  /** The probabilities of a uniform policy, with slates drawn by another one. */
  private record Uniform(Policy uniform, Policy draw) implements Policy {
    @Override
    public Slate recommend(Observation seen, RandomKey decision) {
      return draw.recommend(seen, decision);
    }

    @Override
    public Optional<double[]> probabilities(Observation seen, int documents) {
      return uniform.probabilities(seen, documents);
    }

    @Override
    public OptionalDouble probability(Observation seen, Slate slate, int position) {
      return uniform.probability(seen, slate, position);
    }
  }

  @Override
  public Slate recommend(Observation seen, RandomKey decision) {
    return decision.uniform(0) < epsilon.getAsDouble()
        ? random.recommend(seen, decision)
        : greedy.recommend(seen, decision);
  }

  @Override
  public Optional<double[]> probabilities(Observation seen, int documents) {
    Optional<double[]> chosen = greedy.probabilities(seen, documents);
    Optional<double[]> drawn = random.probabilities(seen, documents);
    if (chosen.isEmpty() || drawn.isEmpty()) {
      return Optional.empty();
    }
    double[] mixed = new double[documents];
    Arrays.setAll(mixed, d -> mix(chosen.get()[d], drawn.get()[d]));
    return Optional.of(mixed);
  }

  @Override
  public OptionalDouble probability(Observation seen, Slate slate) {
    return mix(greedy.probability(seen, slate), random.probability(seen, slate));
  }

  /**
   * The probability of the documents up to the position, divided by that of the documents before
   * it.
   */
  @Override
  public OptionalDouble probability(Observation seen, Slate slate, int position) {
    OptionalDouble with = first(seen, slate, position + 1);
    if (with.isEmpty() || with.getAsDouble() == 0) {
      return with;
    }
    return OptionalDouble.of(with.getAsDouble() / first(seen, slate, position).getAsDouble());
  }

  /** The probability of the first documents of a slate. */
  private OptionalDouble first(Observation seen, Slate slate, int count) {
    return mix(first(greedy, seen, slate, count), first(random, seen, slate, count));
  }

  private static OptionalDouble first(Policy policy, Observation seen, Slate slate, int count) {
    double product = 1;
    for (int p = 0; p < count; p++) {
      OptionalDouble next = policy.probability(seen, slate, p);
      if (next.isEmpty()) {
        return next;
      }
      product *= next.getAsDouble();
    }
    return OptionalDouble.of(product);
  }

  private OptionalDouble mix(OptionalDouble chosen, OptionalDouble drawn) {
    return chosen.isEmpty() || drawn.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(mix(chosen.getAsDouble(), drawn.getAsDouble()));
  }

  private double mix(double chosen, double drawn) {
    return (1 - epsilon.getAsDouble()) * chosen + epsilon.getAsDouble() * drawn;
  }
}
