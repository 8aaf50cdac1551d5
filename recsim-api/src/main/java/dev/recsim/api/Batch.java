package dev.recsim.api;

import dev.recsim.random.RandomKey;

/**
 * Observations of several sessions that need a slate at the same time. The loop fills in the
 * observations and keys, a {@link Policy} the slates. Mutable, reused at each step, confined to one
 * thread.
 */
public final class Batch {
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
   * {@return the randomness for the decision about session {@code i}; does not depend on its place
   * in the batch}
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
