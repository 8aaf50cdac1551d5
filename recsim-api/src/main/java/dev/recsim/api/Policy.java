package dev.recsim.api;

import dev.recsim.random.RandomKey;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;

/**
 * Chooses slates. A choice does not affect later choices. Confined to one thread.
 *
 * <p>A policy can give its probabilities in three forms: of each document at the first position
 * ({@link #probabilities}), of the document at a position given those before it ({@link
 * #probability(Observation, Slate, int)}), and of a whole slate ({@link #probability(Observation,
 * Slate)}). The third is the product of the second over the positions.
 */
@FunctionalInterface
public interface Policy {

  /**
   * {@return a policy that draws slates uniformly, without repeated documents}
   *
   * @param space space of the environment
   */
  static Policy uniform(Space space) {
    return new RandomPolicies.Uniform(space);
  }

  /**
   * {@return a policy that draws a slate uniformly with probability epsilon, and uses a greedy one
   * otherwise} (Sutton and Barto, "Reinforcement learning", section 2.2)
   *
   * @param greedy the greedy policy
   * @param space space of the environment
   * @param epsilon the probability of a random slate, read at each use
   * @param draw chooses the slates, with these probabilities
   */
  static Policy epsilonGreedy(Policy greedy, Space space, DoubleSupplier epsilon, Policy draw) {
    return new RandomPolicies.EpsilonGreedy(greedy, uniform(space), epsilon, draw);
  }

  /**
   * {@return a policy that draws a slate uniformly with a fixed probability, and uses another one
   * otherwise}
   *
   * @param greedy the other policy
   * @param space space of the environment
   * @param epsilon the probability of a random slate, 0 to 1; 0 returns the other policy
   */
  static Policy epsilonGreedy(Policy greedy, Space space, double epsilon) {
    if (epsilon == 0) {
      return greedy;
    }
    Policy uniform = uniform(space);
    Policy draw =
        (observation, key) -> {
          RandomKey coin = key.child("epsilon");
          return coin.uniform(0) < epsilon
              ? uniform.recommend(observation, coin.child("slate"))
              : greedy.recommend(observation, key.child("inside"));
        };
    return epsilonGreedy(greedy, space, () -> epsilon, draw);
  }

  /**
   * Chooses a slate.
   *
   * @param observation observation of the session
   * @param key randomness for this one decision
   * @return the slate to show
   */
  Slate recommend(Observation observation, RandomKey key);

  /**
   * Chooses a slate for every session of the batch. The result must be the same as with {@link
   * #recommend(Observation, RandomKey)} for each session; override it only to be faster.
   *
   * @param batch the sessions; receives the slates
   */
  default void recommend(Batch batch) {
    for (int i = 0; i < batch.size(); i++) {
      batch.recommend(i, recommend(batch.observation(i), batch.key(i)));
    }
  }

  /**
   * {@return the probability of each document to be shown first; empty if unknown} With it, the
   * policy's exact value can be computed in environments that have a {@link FiniteMdp}.
   *
   * @param observation observation of the session
   * @param documents number of documents, the length of the array returned
   */
  default Optional<double[]> probabilities(Observation observation, int documents) {
    return Optional.empty();
  }

  /**
   * {@return the probability that the policy shows exactly this slate; empty if unknown}
   *
   * @param observation observation of the session
   * @param slate a document for each position, from the candidates of the observation
   */
  default OptionalDouble probability(Observation observation, Slate slate) {
    double product = 1;
    for (int p = 0; p < slate.size() && product > 0; p++) {
      OptionalDouble next = probability(observation, slate, p);
      if (next.isEmpty()) {
        return next;
      }
      product *= next.getAsDouble();
    }
    return OptionalDouble.of(product);
  }

  /**
   * {@return the probability of the document at a position of a slate, given the documents before
   * it; 0 if the policy never shows those; empty if unknown}
   *
   * @param observation observation of the session
   * @param slate a document for each position, from the candidates of the observation; those after
   *     the position are ignored
   * @param position 0 for the first
   */
  default OptionalDouble probability(Observation observation, Slate slate, int position) {
    return OptionalDouble.empty();
  }

  /**
   * {@return the score of each candidate by which the policy ranks them; empty if it does not rank
   * by scores} Without noise, the slate has those with the largest scores, largest first. The score
   * of a document that is not considered is minus infinity.
   *
   * @param observation observation of the session
   */
  default Optional<double[]> documentScores(Observation observation) {
    return Optional.empty();
  }

  /**
   * {@return the agent's estimate of the return of this policy from this observation; empty if it
   * has none}
   *
   * @param observation observation of the session
   */
  default Optional<Estimate> value(Observation observation) {
    return Optional.empty();
  }

  /**
   * An estimate of a return.
   *
   * @param amount of the return, in units of the reward
   * @param discount of later rewards, from 0 to 1, the same for all observations; 1 for their sum
   */
  record Estimate(double amount, double discount) {}

  /** A policy without randomness: it always chooses the same slate for the same observation. */
  @FunctionalInterface
  interface Deterministic extends Policy {

    /**
     * Chooses a slate.
     *
     * @param observation observation of the session
     * @return the slate to show
     */
    Slate choose(Observation observation);

    @Override
    default Slate recommend(Observation observation, RandomKey key) {
      return choose(observation);
    }

    @Override
    default Optional<double[]> probabilities(Observation observation, int documents) {
      double[] probabilities = new double[documents];
      probabilities[choose(observation).document(0)] = 1;
      return Optional.of(probabilities);
    }

    @Override
    default OptionalDouble probability(Observation observation, Slate slate) {
      return OptionalDouble.of(choose(observation).equals(slate) ? 1 : 0);
    }

    @Override
    default OptionalDouble probability(Observation observation, Slate slate, int position) {
      Slate shown = choose(observation);
      boolean same = position < shown.size();
      for (int p = 0; same && p <= position; p++) {
        same = shown.document(p) == slate.document(p);
      }
      return OptionalDouble.of(same ? 1 : 0);
    }
  }

  /**
   * Observations of several sessions that need a slate at the same time. The loop fills in the
   * observations and keys, a {@link Policy} the slates. Mutable, reused at each step, confined to
   * one thread.
   */
  final class Batch {
    private final Observation[] observations;
    private final long[] keys;
    private final Slate[] slates;
    private int size;

    /**
     * Creates an empty batch.
     *
     * @param capacity largest number of sessions
     */
    public Batch(int capacity) {
      observations = new Observation[capacity];
      keys = new long[capacity];
      slates = new Slate[capacity];
    }

    /** Empties the batch. */
    public void clear() {
      size = 0;
    }

    /**
     * Adds a session that needs a slate.
     *
     * @param observation observation of the session
     * @param key randomness for this one decision
     * @throws IndexOutOfBoundsException if the batch is full
     */
    public void add(Observation observation, RandomKey key) {
      observations[size] = observation;
      keys[size] = key.bits();
      slates[size] = null;
      size++;
    }

    /** {@return the number of sessions in the batch} */
    public int size() {
      return size;
    }

    /**
     * {@return the observation of session {@code i}}
     *
     * @param i 0 .. {@link #size()} - 1
     */
    public Observation observation(int i) {
      return observations[i];
    }

    /**
     * {@return the randomness for the decision about session {@code i}; does not depend on its
     * place in the batch}
     *
     * @param i 0 .. {@link #size()} - 1
     */
    public RandomKey key(int i) {
      return new RandomKey(keys[i]);
    }

    /**
     * Sets the slate of session {@code i}.
     *
     * @param i 0 .. {@link #size()} - 1
     * @param slate the slate to show
     */
    public void recommend(int i, Slate slate) {
      slates[i] = slate;
    }

    /**
     * {@return the slate of session {@code i}, or null if it is not set yet}
     *
     * @param i 0 .. {@link #size()} - 1
     */
    public Slate slate(int i) {
      return slates[i];
    }
  }
}
