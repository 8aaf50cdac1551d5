package dev.recsim.api;

import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.Optional;

/**
 * A simulated world of users and documents. Immutable and shared between threads; everything that
 * changes lives in a {@link Session}.
 */
public interface Environment {

  /** An environment of which only the space is known: it opens no sessions. */
  static Environment of(Space space) {
    return new Environment() {
      @Override
      public Space space() {
        return space;
      }

      @Override
      public Session open(RandomKey key) {
        throw new UnsupportedOperationException("only the space of this environment is known");
      }
    };
  }

  /** How many documents, slate positions and states there are. */
  Space space();

  /**
   * Opens one user's visit. All of its randomness comes from the key: two sessions with the same
   * key that are shown the same slates answer alike.
   */
  Session open(RandomKey key);

  /** This world as a finite Markov decision process, where it is one. */
  default Optional<FiniteMdp> model() {
    return Optional.empty();
  }

  /** How users choose, as far as it follows from what can be observed; empty where it does not. */
  default Optional<Appeal> appeal() {
    return Optional.empty();
  }

  /** How users value documents, as far as it follows from what can be observed; else empty. */
  default Optional<ObservableScore> observableScore() {
    return Optional.empty();
  }

  /** Names of what sessions count, see {@link Session#counts()}. */
  default List<String> counters() {
    return List.of();
  }

  /** The figures declared beside the reward, made of the counters' sums over sessions. */
  default List<Metric> metrics() {
    return List.of();
  }
}
