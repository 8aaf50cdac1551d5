package dev.recsim.learn.scores;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import java.util.Arrays;
import java.util.List;

/**
 * Distinct observations of a batch, numbered in order of first appearance, so networks compute
 * equal ones once. Reused for each batch.
 */
public final class DistinctObservations {
  private static final int NONE = -1;

  private long[] keys = {};
  private Observation[] observations = {};
  private int[] places = {};
  private int[] rowOf = {};
  private int size;
  private int added;

  /** Removes all rows and ensures capacity. */
  public void clear(int most) {
    if (places.length < 2 * most) {
      places = new int[Integer.highestOneBit(Math.max(2, 4 * most - 1))];
      keys = new long[places.length / 2];
      rowOf = new int[keys.length];
      observations = new Observation[keys.length];
    }
    Arrays.fill(places, NONE);
    size = 0;
    added = 0;
  }

  /** Returns the row of a key; a new key gets the next row. */
  public int add(long key, Observation observation) {
    int mask = places.length - 1;
    int place = (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    while (places[place] != NONE && keys[places[place]] != key) {
      place = (place + 1) & mask;
    }
    if (places[place] == NONE) {
      places[place] = size;
      keys[size] = key;
      observations[size++] = observation;
    }
    rowOf[added++] = places[place];
    return places[place];
  }

  /** Adds all observations to no other rows; equal states share one if users have only a state. */
  public void set(Space space, List<Observation> all) {
    clear(all.size());
    all.forEach(observation -> add(space, observation));
  }

  /**
   * Returns the row of an observation; equal states share one if users have only a state. Others
   * have as key the number of calls since {@link #clear}. Null adds nothing: its row is -1.
   */
  public int add(Space space, Observation observation) {
    if (observation == null) {
      rowOf[added++] = NONE;
      return NONE;
    }
    return add(space.tabular() ? observation.state() : added, observation);
  }

  /**
   * Returns the row of a slate; equal slates of one document in equal states share one, as above.
   */
  public int add(Space space, Observation observation, Slate slate) {
    boolean shared = space.tabular() && slate.size() == 1;
    long pair = (long) observation.state() * space.documents() + slate.document(0);
    return add(shared ? pair : added, observation);
  }

  /** The row of each call since {@link #clear}; the array may be longer. */
  public int[] rowOf() {
    return rowOf;
  }

  /** Number of rows. */
  public int size() {
    return size;
  }

  /** The key of a row. */
  public long key(int row) {
    return keys[row];
  }

  /** The first observation added with the key of each row; the array may be longer. */
  public Observation[] observations() {
    return observations;
  }

  /** The first observation of each row; valid until the rows change. */
  public List<Observation> list() {
    return Arrays.asList(observations).subList(0, size);
  }
}
