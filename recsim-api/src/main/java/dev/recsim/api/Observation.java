package dev.recsim.api;

import java.util.List;
import java.util.Objects;

/**
 * What an agent sees of a session before it recommends. Immutable, and so are its documents; see
 * {@link Recycling} for an exception.
 *
 * <p>Not final, so that a {@link Perception} can hand its own agent a subclass with what the agent
 * remembers of the session. Environments hand out this class only.
 */
public class Observation {
  private static final double[] NO_FEATURES = {};

  private final int state;
  private final double[] user;
  private final List<Document> candidates;

  /**
   * What is seen at one moment.
   *
   * @param state index of the user's observable state, 0 .. {@link Space#states()} - 1; 0 in
   *     environments that describe users by features
   * @param user observable features of the user, in the order of {@link Space#userFeatures()}; not
   *     copied, never to be written to
   * @param candidates the documents that can be recommended now; a slate names them by index. Empty
   *     in environments whose documents are nothing but their indices
   */
  public Observation(int state, double[] user, List<Document> candidates) {
    this.state = state;
    this.user = user;
    this.candidates = candidates;
  }

  /**
   * An observation of an environment whose users are states and whose documents are indices.
   *
   * @param state the state
   */
  public Observation(int state) {
    this(state, NO_FEATURES, List.of());
  }

  /** {@return the index of the user's observable state} */
  public final int state() {
    return state;
  }

  /** {@return the observable features of the user, never to be written to} */
  public final double[] user() {
    return user;
  }

  /** {@return the documents that can be recommended now; empty where they are only indices} */
  public final List<Document> candidates() {
    return candidates;
  }

  /**
   * {@return the number of documents that can be recommended now, in an environment of this space}
   *
   * @param space space of the environment
   */
  public final int documents(Space space) {
    return candidates.isEmpty() ? space.documents() : candidates.size();
  }

  /**
   * {@return the same moment with other features of the user}
   *
   * @param features the new features
   */
  public final Observation withUser(double[] features) {
    return new Observation(state, features, candidates);
  }

  @Override
  public boolean equals(Object other) {
    return other != null && getClass() == other.getClass() && equals((Observation) other);
  }

  private boolean equals(Observation other) {
    return state == other.state
        && Objects.equals(user, other.user)
        && Objects.equals(candidates, other.candidates);
  }

  @Override
  public int hashCode() {
    return Objects.hash(state, user, candidates);
  }

  @Override
  public String toString() {
    return "Observation[state=%s, %s features, %s candidates]"
        .formatted(state, user.length, candidates.size());
  }
}
