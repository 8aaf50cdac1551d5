package dev.recsim.learn;

import dev.recsim.api.Transition;
import java.util.Arrays;

/** The last transitions, as many as its capacity; it grows with them. */
public final class TransitionMemory {
  private static final int FIRST_CAPACITY = 1024;

  private final int capacity;
  private Transition[] transitions;
  private int size;
  private int oldest;

  /** An empty memory. */
  public TransitionMemory(int capacity) {
    this.capacity = capacity;
    this.transitions = new Transition[Math.min(capacity, FIRST_CAPACITY)];
  }

  /** Remembers a transition, and forgets the oldest where there is no room. */
  public void add(Transition transition) {
    int i = size < capacity ? size++ : oldest;
    oldest = (i + 1) % capacity;
    if (i == transitions.length) {
      transitions = Arrays.copyOf(transitions, (int) Math.min(capacity, 2L * i));
    }
    transitions[i] = transition;
  }

  /** Those of number 0 to {@link #size()}, excluded. */
  public Transition get(int number) {
    return transitions[number];
  }

  /** How many are remembered. */
  public int size() {
    return size;
  }

  /**
   * Refuses to train on nothing.
   *
   * @throws IllegalStateException if nothing was added yet
   */
  public void requireTransitions() {
    if (size == 0) {
      throw new IllegalStateException("nothing was observed yet: warm up before the first update");
    }
  }
}
