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

  /**
   * {@return the value of an observation's state; null if there is none}
   *
   * @param observation the observation
   */
  @SuppressWarnings("unchecked")
  public T get(Observation observation) {
    return values.length == 0 ? null : (T) values[observation.state()];
  }

  /**
   * {@return the value, which is kept}
   *
   * @param observation has the state
   * @param value the value
   */
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
