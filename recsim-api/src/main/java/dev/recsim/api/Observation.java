package dev.recsim.api;

import java.util.List;

/**
 * What an agent sees of a session before it recommends. Immutable, and so are its documents; who
 * does not keep them may {@linkplain Session#lend() borrow} them instead.
 *
 * @param state index of the user's observable state, 0 .. {@link Space#states()} - 1; 0 in
 *     environments that describe users by features
 * @param user observable features of the user, in the order of {@link Space#userFeatures()}; never
 *     to be written to
 * @param candidates the documents that can be recommended now, {@link Space#documents()} of them; a
 *     slate names them by index. Empty in environments whose documents are nothing but their
 *     indices
 * @param memory what the agent's {@link Perception} remembers of the session and keeps to itself;
 *     null where it needs none, and in what environments show
 */
public record Observation(int state, double[] user, List<Document> candidates, Object memory) {
  private static final double[] NO_FEATURES = {};

  /**
   * An observation without memory.
   *
   * @param state the state, 0 where there is only one
   * @param user features of the user
   * @param candidates documents that can be recommended
   */
  public Observation(int state, double[] user, List<Document> candidates) {
    this(state, user, candidates, null);
  }

  /**
   * An observation of an environment whose users are states and whose documents are indices.
   *
   * @param state the state
   */
  public Observation(int state) {
    this(state, NO_FEATURES, List.of());
  }

  /**
   * {@return the number of documents that can be recommended now, in an environment of this space}
   *
   * @param space space of the environment
   */
  public int documents(Space space) {
    return candidates.isEmpty() ? space.documents() : candidates.size();
  }

  /**
   * {@return the same moment with other features of the user}
   *
   * @param features the new features
   */
  public Observation withUser(double[] features) {
    return new Observation(state, features, candidates, memory);
  }

  /**
   * {@return the same moment with another memory}
   *
   * @param remembered the new memory
   */
  public Observation withMemory(Object remembered) {
    return new Observation(state, user, candidates, remembered);
  }
}
