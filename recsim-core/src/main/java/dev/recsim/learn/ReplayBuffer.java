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

  /** Creates an empty buffer; memory is allocated as steps are added. */
  public ReplayBuffer(int capacity) {
    this.capacity = capacity;
  }

  /** Adds a step; replaces the oldest if the buffer is full. */
  public void add(T step) {
    if (steps.size() < capacity) {
      steps.add(step);
    } else {
      steps.set(oldest, step);
      oldest = (oldest + 1) % capacity;
    }
  }

  /** The step with this number, 0 .. {@link #size()} - 1. */
  public T get(int number) {
    return steps.get(number);
  }

  /** Number of steps in the buffer. */
  public int size() {
    return steps.size();
  }

  /**
   * Draws steps uniformly, with replacement; the list is valid until the next call. Process them in
   * a separate loop: memory reads of scattered steps overlap only if there is little work between
   * them.
   */
  public List<T> sample(int count, RandomKey key) {
    sample.clear();
    for (int i = 0; i < count; i++) {
      sample.add(ahead == null ? get(key.below(i, size())) : ahead.get(sampled++ % ahead.size()));
    }
    return sample;
  }

  /** Draws what the following samples return in turn, as {@link #draw} does. */
  public void drawAhead(int count, RandomKey key) {
    ahead = draw(count, key);
    sampled = 0;
  }

  /**
   * Draws steps uniformly: without replacement if there are at least {@code count}, else with. The
   * result has them in the order drawn.
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
