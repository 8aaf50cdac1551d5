package dev.recsim.api;

import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Simulates users who are shown documents. Immutable and shared between threads; all mutable state
 * is in a {@link Session}.
 */
public interface Environment {

  /**
   * {@return an environment that has only a space; its {@link #open} throws {@link
   * UnsupportedOperationException}}
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
   * key that are shown the same slates give the same responses.
   *
   * @param key all randomness of the session
   * @return a session before its first step
   */
  Session open(RandomKey key);

  /** {@return this environment as a finite Markov decision process; empty if it is not finite} */
  default Optional<FiniteMdp> model() {
    return Optional.empty();
  }

  /**
   * {@return the policy that always shows the document with the largest expected immediate reward,
   * which may read what agents cannot observe; empty if it is unknown} It is a reference for agents
   * where the environment is not finite.
   */
  default Optional<Policy> myopic() {
    return Optional.empty();
  }

  /**
   * {@return the choice weights of documents, computed from observable features; empty if there are
   * none}
   */
  default Optional<Appeal> appeal() {
    return Optional.empty();
  }

  /**
   * {@return the scores of documents, computed from observable features; empty if there are none}
   */
  default Optional<Appeal.Score> observableScore() {
    return Optional.empty();
  }

  /**
   * {@return the size of the learned vector of a document, for agents that learn one and whose
   * options do not set a size; empty to use the agent's own default}
   */
  default OptionalInt embeddingSize() {
    return OptionalInt.empty();
  }

  /**
   * {@return a description of the user for logs and reports. By default it contains the state, if
   * there is more than one or there are no features, and the features by name, such as {@code state
   * 3, age 0.5}}
   *
   * @param observation observation of the session
   */
  default String describe(Observation observation) {
    boolean hasFeatures = !space().userFeatures().isEmpty();
    StringBuilder text = new StringBuilder();
    if (space().states() > 1 || !hasFeatures) {
      text.append("state ").append(observation.state()).append(hasFeatures ? ", " : "");
    }
    return append(space().userFeatures(), observation.user(), text).toString();
  }

  /**
   * {@return a description of a document for logs and reports. By default it contains its number,
   * its topic if it has one, and its features by name, such as {@code document 7, topic 2, quality
   * 0.5}}
   *
   * @param observation observation of the session
   * @param candidate index of the document, as in a slate
   * @throws IndexOutOfBoundsException if there is no such candidate
   */
  default String describe(Observation observation, int candidate) {
    if (observation.candidates().isEmpty()) {
      return "document " + Objects.checkIndex(candidate, space().documents());
    }
    Document document = observation.candidates().get(candidate);
    StringBuilder text = new StringBuilder("document ").append(document.id());
    if (document.topic() >= 0) {
      text.append(", topic ").append(document.topic());
    }
    text.append(space().documentFeatures().isEmpty() ? "" : ", ");
    return append(space().documentFeatures(), document.features(), text).toString();
  }

  /** Appends values with their names. */
  private static StringBuilder append(List<String> names, double[] values, StringBuilder text) {
    for (int i = 0; i < names.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(names.get(i)).append(' ').append(values[i]);
    }
    return text;
  }

  /**
   * {@return what the reward counts, in the plural and with lower-case letters, such as {@code
   * minutes} or {@code clicks}; empty if it counts nothing that has a name} Reports write {@code
   * 22.6 minutes a session}.
   */
  default String rewardUnit() {
    return "";
  }

  /** {@return the names of the counters of a session, see {@link Session#counts()}} */
  default List<String> counters() {
    return List.of();
  }

  /**
   * {@return the number of counters without a name, see {@link Session#sparseCounts()}} They have
   * the indices behind those of {@link #counters()}.
   */
  default int sparseCounters() {
    return 0;
  }

  /**
   * {@return the number n of documents that are the same in all sessions: those with the
   * {@linkplain Document#id() numbers} 0 .. n - 1, or these indices if documents have only an
   * index; empty if sessions have documents of their own} By default all documents of a {@linkplain
   * Space#tabular() tabular} space.
   */
  default OptionalInt catalogue() {
    return space().tabular() && space().topics() == 0
        ? OptionalInt.of(space().documents())
        : OptionalInt.empty();
  }

  /**
   * {@return the metrics reported in addition to the reward, computed from the sums of the counters
   * over sessions}
   */
  default List<Metric> metrics() {
    return List.of();
  }

  /**
   * {@return the number of sessions that this environment steps together, in which case each of
   * them is {@linkplain Session#announce told} its slate before the first one is asked for its
   * step; empty if sessions are stepped one by one} It changes the speed, but no result.
   */
  default OptionalInt batch() {
    return OptionalInt.empty();
  }

  /**
   * {@return what the sessions that the calling thread has opened have used besides the options and
   * their files; empty if nothing} Environments that another program computes have inputs. They are
   * stored with each trial, as those of {@linkplain Agent#inputs agents} are.
   */
  default Optional<Inputs> inputs() {
    return Optional.empty();
  }

  /**
   * An environment around another one. All methods that it does not override delegate to the
   * environment inside.
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
    default Optional<Policy> myopic() {
      return inside().myopic();
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
    default String rewardUnit() {
      return inside().rewardUnit();
    }

    @Override
    default List<String> counters() {
      return inside().counters();
    }

    @Override
    default int sparseCounters() {
      return inside().sparseCounters();
    }

    @Override
    default OptionalInt catalogue() {
      return inside().catalogue();
    }

    @Override
    default List<Metric> metrics() {
      return inside().metrics();
    }

    @Override
    default OptionalInt batch() {
      return inside().batch();
    }

    @Override
    default Optional<Inputs> inputs() {
      return inside().inputs();
    }
  }

  /**
   * Gives the choice weights of documents, for users who choose by Luce's rule: document i of a
   * slate is clicked with probability w(i) / (w(none) + the sum of w over the slate). Weights are
   * computed from observable features alone. SlateQ and the greedy agent use them (Ie et al., arXiv
   * 1905.12767, section 4).
   */
  interface Appeal {

    /**
     * {@return the weight w of a candidate, 0 or more}
     *
     * @param observation observation of the session
     * @param candidate index of the document
     */
    double weight(Observation observation, int candidate);

    /**
     * {@return the weight w of clicking nothing, 0 or more}
     *
     * @param observation observation of the session
     */
    double noClickWeight(Observation observation);

    /**
     * Scores documents for a user from observable features alone. It is the user's own score if
     * that depends on nothing else, or its expectation. Unlike an appeal it does not depend on the
     * choice model, so environments with any choice model can have it.
     */
    @FunctionalInterface
    interface Score {

      /**
       * {@return the score of a candidate; only the order of the candidates' scores is meaningful}
       *
       * @param observation observation of the session
       * @param candidate index of the document
       */
      double score(Observation observation, int candidate);
    }
  }
}
