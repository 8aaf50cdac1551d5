package dev.recsim.learn;

import dev.recsim.random.RandomKey;
import java.util.Arrays;

/** Remembered transitions, numbered from 0; when full, the oldest is overwritten. */
public final class Replay {
  private static final int FIRST_CAPACITY = 1024;

  private final int capacity;
  private int[] states;
  private int[] documents;
  private float[] rewards;
  private int[] nextStates;
  private boolean[] ended;
  private int size;
  private int oldest;

  public Replay(int capacity) {
    this.capacity = capacity;
    int first = Math.min(capacity, FIRST_CAPACITY);
    states = new int[first];
    documents = new int[first];
    rewards = new float[first];
    nextStates = new int[first];
    ended = new boolean[first];
  }

  public int size() {
    return size;
  }

  public int state(int i) {
    return states[i];
  }

  public int document(int i) {
    return documents[i];
  }

  public float reward(int i) {
    return rewards[i];
  }

  public int nextState(int i) {
    return nextStates[i];
  }

  /** Whether nothing of value follows. */
  public boolean ended(int i) {
    return ended[i];
  }

  public void add(int state, int document, float reward, int nextState, boolean end) {
    int i = size < capacity ? size++ : oldest;
    oldest = (i + 1) % capacity;
    if (i == states.length) {
      grow();
    }
    states[i] = state;
    documents[i] = document;
    rewards[i] = reward;
    nextStates[i] = nextState;
    ended[i] = end;
  }

  private void grow() {
    int length = (int) Math.min(capacity, 2L * states.length);
    states = Arrays.copyOf(states, length);
    documents = Arrays.copyOf(documents, length);
    rewards = Arrays.copyOf(rewards, length);
    nextStates = Arrays.copyOf(nextStates, length);
    ended = Arrays.copyOf(ended, length);
  }

  /**
   * Draws transitions uniformly and copies them in the order drawn: without replacement where there
   * are enough, else with.
   */
  public Replay draw(int count, RandomKey key) {
    Replay drawn = new Replay(count);
    int[] order = new int[count <= size ? size : 0];
    Arrays.setAll(order, i -> i);
    for (int i = 0; i < count; i++) {
      int j;
      if (order.length > 0) {
        int k = i + key.below(i, size - i);
        j = order[k];
        order[k] = order[i];
      } else {
        j = key.below(i, size);
      }
      drawn.add(states[j], documents[j], rewards[j], nextStates[j], ended[j]);
    }
    return drawn;
  }
}
