package dev.recsim.api;

import java.util.Arrays;
import java.util.List;

/**
 * What an agent sees of a session before it chooses a slate. Immutable, as are its documents;
 * {@link Recycling} describes the exception.
 *
 * <p>The class is not final: a {@link Agent.Perception} can return a subclass that also contains
 * the agent's memory of the session. Environments return only this class.
 */
public class Observation {
  private static final double[] NO_FEATURES = {};

  private final int state;
  private final double[] user;
  private final List<Document> candidates;

  /**
   * Creates an observation.
   *
   * @param state index of the user's observable state, 0 .. {@link Space#states()} - 1; 0 in
   *     environments that describe users by features
   * @param user observable features of the user, in the order of {@link Space#userFeatures()}; not
   *     copied, must not be written to
   * @param candidates the documents that can be recommended now; a slate refers to them by index.
   *     Empty if documents have only an index
   */
  public Observation(int state, double[] user, List<Document> candidates) {
    this.state = state;
    this.user = user;
    this.candidates = candidates;
  }

  /**
   * Creates an observation for environments whose users have only a state and whose documents have
   * only an index.
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

  /** {@return the observable features of the user, must not be written to} */
  public final double[] user() {
    return user;
  }

  /** {@return the documents that can be recommended now; empty if they have only an index} */
  public final List<Document> candidates() {
    return candidates;
  }

  /**
   * {@return the number of documents that can be recommended now}
   *
   * @param space space of the environment
   */
  public final int documents(Space space) {
    return candidates.isEmpty() ? space.documents() : candidates.size();
  }

  /**
   * {@return this observation with other features of the user}
   *
   * @param features the new features
   */
  public final Observation withUser(double[] features) {
    return new Observation(state, features, candidates);
  }

  /**
   * {@return whether the other is of the same class, and state, features and candidates are equal}
   */
  @Override
  public boolean equals(Object other) {
    return other != null && getClass() == other.getClass() && equals((Observation) other);
  }

  private boolean equals(Observation other) {
    return state == other.state
        && Arrays.equals(user, other.user)
        && candidates.equals(other.candidates);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * state + Arrays.hashCode(user)) + candidates.hashCode();
  }

  @Override
  public String toString() {
    return "Observation[state=%s, %s features, %s candidates]"
        .formatted(state, user.length, candidates.size());
  }
}
