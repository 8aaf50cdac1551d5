package dev.recsim.api;

import dev.recsim.random.RandomKey;

/**
 * Recommendations that are due at the same time, one for each of several sessions in lock step. The
 * loop fills the observations and keys, a {@link Policy} the slates. Mutable, reused from step to
 * step, confined to one thread.
 */
public final class Batch {
  private final Observation[] observations;
  private final long[] keys;
  private final Slate[] slates;
  private int size;

  /**
   * A batch with room for this many sessions.
   *
   * @param capacity most sessions that it can hold
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
   * Adds a session that waits for a slate.
   *
   * @param observation what is seen of the session
   * @param key randomness for this one decision
   * @throws IndexOutOfBoundsException if the batch is full
   */
  public void add(Observation observation, RandomKey key) {
    observations[size] = observation;
    keys[size] = key.bits();
    slates[size] = null;
    size++;
  }

  /** {@return the number of sessions that wait} */
  public int size() {
    return size;
  }

  /**
   * {@return what is seen of session {@code i}}
   *
   * @param i 0 .. {@link #size()} - 1
   */
  public Observation observation(int i) {
    return observations[i];
  }

  /**
   * {@return the randomness for the decision about session {@code i}, independent of its place in
   * the batch}
   *
   * @param i 0 .. {@link #size()} - 1
   */
  public RandomKey key(int i) {
    return new RandomKey(keys[i]);
  }

  /**
   * Decides for session {@code i}.
   *
   * @param i 0 .. {@link #size()} - 1
   * @param slate the slate to show
   */
  public void recommend(int i, Slate slate) {
    slates[i] = slate;
  }

  /**
   * {@return the slate decided for session {@code i}, or null before the decision}
   *
   * @param i 0 .. {@link #size()} - 1
   */
  public Slate slate(int i) {
    return slates[i];
  }
}
