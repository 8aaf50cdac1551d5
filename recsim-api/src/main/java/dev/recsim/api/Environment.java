package dev.recsim.api;

import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A simulated environment of users and documents. Immutable and shared between threads; everything
 * that changes lives in a {@link Session}.
 */
public interface Environment {

  /**
   * {@return an environment of which only the space is known: it opens no sessions}
   *
   * @param space its space
   */
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

  /**
   * {@return the numbers of documents, slate positions and states, and the names of features and
   * signals}
   */
  Space space();

  /**
   * Opens one user's session. All of its randomness comes from the key: two sessions with the same
   * key that are shown the same slates answer alike.
   *
   * @param key all randomness of the session
   * @return a session before its first step
   */
  Session open(RandomKey key);

  /** {@return this environment as a finite Markov decision process; empty if it is none} */
  default Optional<FiniteMdp> model() {
    return Optional.empty();
  }

  /** {@return how users choose, as far as it follows from what can be observed; else empty} */
  default Optional<Appeal> appeal() {
    return Optional.empty();
  }

  /**
   * {@return how users value documents, as far as it follows from what can be observed; else empty}
   */
  default Optional<Appeal.Score> observableScore() {
    return Optional.empty();
  }

  /**
   * {@return the size of the embedding that agents should learn for a document, for agents that
   * learn one and whose options name no size; empty to leave it to the agent}
   */
  default OptionalInt embeddingSize() {
    return OptionalInt.empty();
  }

  /**
   * {@return the user of an observation in words, for logs and reports: by default the state, where
   * there are several, and the features by name, such as {@code state 3, age 0.5}}
   *
   * @param observation what is seen of a session
   */
  default String describe(Observation observation) {
    String features = named(space().userFeatures(), observation.user());
    String state = "state " + observation.state();
    return features.isEmpty() ? state : space().states() == 1 ? features : state + ", " + features;
  }

  /**
   * {@return a document in words, for logs and reports: by default its number, and its topic and
   * features by name where it has them, such as {@code document 7, topic 2, quality 0.5}}
   *
   * @param observation what is seen of a session
   * @param candidate index of the document, as a slate names it
   * @throws IndexOutOfBoundsException if there is no such candidate
   */
  default String describe(Observation observation, int candidate) {
    if (observation.candidates().isEmpty()) {
      return "document " + Objects.checkIndex(candidate, space().documents());
    }
    Document document = observation.candidates().get(candidate);
    String topic = document.topic() < 0 ? "" : ", topic " + document.topic();
    String features = named(space().documentFeatures(), document.features());
    return "document %s%s%s"
        .formatted(document.id(), topic, features.isEmpty() ? "" : ", " + features);
  }

  private static String named(List<String> names, double[] values) {
    return IntStream.range(0, names.size())
        .mapToObj(i -> names.get(i) + " " + values[i])
        .collect(Collectors.joining(", "));
  }

  /** {@return the names of what sessions count, see {@link Session#counts()}} */
  default List<String> counters() {
    return List.of();
  }

  /**
   * {@return the figures declared beside the reward, computed from the sums of the counters over
   * sessions}
   */
  default List<Metric> metrics() {
    return List.of();
  }

  /**
   * An environment around another one. Whatever it does not override is answered by the environment
   * inside, capabilities that later versions add included.
   */
  interface Wrapper extends Environment {

    /** {@return the environment inside} */
    Environment inside();

    @Override
    default Space space() {
      return inside().space();
    }

    @Override
    default Session open(RandomKey key) {
      return inside().open(key);
    }

    @Override
    default Optional<FiniteMdp> model() {
      return inside().model();
    }

    @Override
    default Optional<Appeal> appeal() {
      return inside().appeal();
    }

    @Override
    default Optional<Appeal.Score> observableScore() {
      return inside().observableScore();
    }

    @Override
    default OptionalInt embeddingSize() {
      return inside().embeddingSize();
    }

    @Override
    default String describe(Observation observation) {
      return inside().describe(observation);
    }

    @Override
    default String describe(Observation observation, int candidate) {
      return inside().describe(observation, candidate);
    }

    @Override
    default List<String> counters() {
      return inside().counters();
    }

    @Override
    default List<Metric> metrics() {
      return inside().metrics();
    }
  }
}
