package dev.recsim.learn.scores;

import dev.recsim.api.Observation;
import java.util.Arrays;

/**
 * Keeps what a policy has computed for each state until its parameters change.
 *
 * @param <T> type of the values
 */
public final class StateCache<T> {
  private final Object[] values;

  /**
   * Creates an empty cache.
   *
   * @param states number of states; 0 to keep nothing, where observations have more than a state
   */
  public StateCache(int states) {
    this.values = new Object[states];
  }

  /** The value of an observation's state; null if it is not kept. */
  @SuppressWarnings("unchecked")
  public T get(Observation observation) {
    return values.length == 0 ? null : (T) values[observation.state()];
  }

  /** Keeps a value, and returns it. */
  public T keep(Observation observation, T value) {
    if (values.length > 0) {
      values[observation.state()] = value;
    }
    return value;
  }

  /** Removes all values. */
  public void clear() {
    Arrays.fill(values, null);
  }
}
