package dev.recsim.learn.slate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Moments, one a row. Grows with the number of rows and is reused. */
final class Moments {
  private final int userFeatures;
  private final List<Moment> rows = new ArrayList<>();
  private int items;
  private float[] users = {};
  private int[] starts = {};

  Moments(int userFeatures) {
    this.userFeatures = userFeatures;
  }

  void clear() {
    rows.clear();
    items = 0;
  }

  void add(Moment moment) {
    int row = rows.size();
    if (row == starts.length) {
      int length = Math.max(16, 2 * row);
      users = Arrays.copyOf(users, length * userFeatures);
      starts = Arrays.copyOf(starts, length);
    }
    System.arraycopy(moment.user(), 0, users, row * userFeatures, userFeatures);
    starts[row] = items;
    items += moment.candidates().length;
    rows.add(moment);
  }

  Moment get(int row) {
    return rows.get(row);
  }

  /** Number of rows. */
  int size() {
    return rows.size();
  }

  /** Number of candidates of all rows together. */
  int items() {
    return items;
  }

  /** Index of a row's first candidate, where the candidates of all rows stand one after another. */
  int start(int row) {
    return starts[row];
  }

  /** [rows x user features] */
  float[] users() {
    return users;
  }
}
