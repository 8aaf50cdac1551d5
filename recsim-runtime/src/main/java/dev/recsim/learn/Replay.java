package dev.recsim.learn;

import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The last steps, as many as its capacity, numbered from 0; when full, the oldest is overwritten.
 *
 * @param <T> what is remembered of a step
 */
public final class Replay<T> {
  private final int capacity;
  private final List<T> steps = new ArrayList<>();
  private int oldest;

  /** An empty memory, which grows with what is added. */
  public Replay(int capacity) {
    this.capacity = capacity;
  }

  /** Remembers a step, and forgets the oldest where there is no room. */
  public void add(T step) {
    if (steps.size() < capacity) {
      steps.add(step);
    } else {
      steps.set(oldest, step);
      oldest = (oldest + 1) % capacity;
    }
  }

  /** Those of number 0 to {@link #size()}, excluded. */
  public T get(int number) {
    return steps.get(number);
  }

  /** How many are remembered. */
  public int size() {
    return steps.size();
  }

  /**
   * Draws steps uniformly, with replacement. Work on them in a loop of its own: reads of scattered
   * steps overlap only if little else happens between them.
   *
   * @param batch receives the steps, [count]
   */
  public void sample(int count, RandomKey key, T[] batch) {
    for (int i = 0; i < count; i++) {
      batch[i] = steps.get(key.below(i, steps.size()));
    }
  }

  /**
   * Draws steps uniformly, in the order drawn: without replacement where there are enough, else
   * with.
   */
  public Replay<T> draw(int count, RandomKey key) {
    Replay<T> drawn = new Replay<>(count);
    List<T> order = new ArrayList<>(steps);
    for (int i = 0; i < count; i++) {
      if (count <= steps.size()) {
        Collections.swap(order, i, i + key.below(i, steps.size() - i));
        drawn.add(order.get(i));
      } else {
        drawn.add(steps.get(key.below(i, steps.size())));
      }
    }
    return drawn;
  }
}
