package dev.recsim.learn;

import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A replay buffer: keeps the last steps and overwrites the oldest when it is full. Steps are
 * numbered from 0 by their place in the buffer.
 *
 * @param <T> type of a step
 */
public final class ReplayBuffer<T> {
  private final int capacity;
  private final List<T> steps = new ArrayList<>();
  private final List<T> sample = new ArrayList<>();
  private int oldest;

  /** The steps that are sampled in turn; null to draw each sample from all. */
  private ReplayBuffer<T> ahead;

  private int sampled;

  /**
   * Creates an empty buffer for the steps of an agent.
   *
   * @param space of the environment: steps with features take more memory
   * @param capacity number of steps; null for 1,000,000, or 100,000 with features
   */
  public ReplayBuffer(Space space, Integer capacity) {
    this(capacity != null ? capacity : space.tabular() ? 1_000_000 : 100_000);
  }

  /**
   * Creates an empty buffer; memory is allocated as steps are added.
   *
   * @param capacity number of steps, 1 or more
   */
  public ReplayBuffer(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Adds a step; replaces the oldest if the buffer is full.
   *
   * @param step the step
   */
  public void add(T step) {
    if (steps.size() < capacity) {
      steps.add(step);
    } else {
      steps.set(oldest, step);
      oldest = (oldest + 1) % capacity;
    }
  }

  /**
   * {@return the step with a number}
   *
   * @param number 0 .. {@link #size()} - 1
   */
  public T get(int number) {
    return steps.get(number);
  }

  /** {@return number of steps in the buffer} */
  public int size() {
    return steps.size();
  }

  /**
   * Draws steps uniformly, with replacement. Process them in a separate loop: memory reads of
   * scattered steps overlap only if there is little work between them.
   *
   * @param count number of steps to draw
   * @param key all randomness
   * @return the steps in the order drawn; valid until the next call
   */
  public List<T> sample(int count, RandomKey key) {
    sample.clear();
    for (int i = 0; i < count; i++) {
      sample.add(ahead == null ? get(key.below(i, size())) : ahead.get(sampled++ % ahead.size()));
    }
    return sample;
  }

  /**
   * Draws what the following samples return in turn, as {@link #draw} does.
   *
   * @param count number of steps to draw
   * @param key all randomness
   */
  public void drawAhead(int count, RandomKey key) {
    ahead = draw(count, key);
    sampled = 0;
  }

  /**
   * Draws steps uniformly: without replacement if there are at least {@code count}, else with.
   *
   * @param count number of steps to draw
   * @param key all randomness
   * @return a buffer with the steps in the order drawn
   */
  public ReplayBuffer<T> draw(int count, RandomKey key) {
    ReplayBuffer<T> drawn = new ReplayBuffer<>(count);
    List<T> order = new ArrayList<>(steps);
    boolean distinct = count <= size();
    for (int i = 0; i < count; i++) {
      int place = distinct ? i + key.below(i, size() - i) : key.below(i, size());
      drawn.add(order.get(place));
      Collections.swap(order, place, distinct ? i : place);
    }
    return drawn;
  }
}
