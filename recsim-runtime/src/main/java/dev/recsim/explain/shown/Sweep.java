package dev.recsim.explain.shown;

import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is varied while everything else stays the same: a feature of a mean user over its range, or
 * the state.
 *
 * @param name of the feature, or {@code state}
 * @param points its values, ascending
 * @param feature index of the feature; -1 for the state
 * @param mean mean features of a user
 */
record Sweep(String name, double[] points, int feature, double[] mean) {
  private static final int POINTS = 9;
  private static final int MOST_FEATURES = 20;
  private static final int MOST_STATES = 24;

  /** Share of the values outside the range, at each end. */
  private static final double TAIL = 0.05;

  /**
   * Returns the sweeps of an environment: its first features that vary, or its states if there are
   * few.
   *
   * @param seen observations of sessions
   */
  static List<Sweep> all(Space space, List<Observation> seen) {
    if (space.userFeatures().isEmpty()) {
      return space.states() > 1 && space.states() <= MOST_STATES
          ? List.of(
              new Sweep(
                  "state",
                  IntStream.range(0, space.states()).asDoubleStream().toArray(),
                  -1,
                  new double[0]))
          : List.of();
    }
    double[] mean = new double[space.userFeatures().size()];
    for (Observation look : seen) {
      for (int f = 0; f < mean.length; f++) {
        mean[f] += look.user()[f] / seen.size();
      }
    }
    List<Sweep> sweeps = new ArrayList<>();
    for (int f = 0; f < mean.length && sweeps.size() < MOST_FEATURES; f++) {
      int feature = f;
      double[] sorted = seen.stream().mapToDouble(it -> it.user()[feature]).sorted().toArray();
      double low = sorted[(int) (TAIL * (sorted.length - 1))];
      double high = sorted[(int) ((1 - TAIL) * (sorted.length - 1))];
      if (low < high) {
        sweeps.add(new Sweep(space.userFeatures().get(f), points(low, high), f, mean));
      }
    }
    return sweeps;
  }

  private static double[] points(double low, double high) {
    double[] points = new double[POINTS];
    Arrays.setAll(points, i -> low + (high - low) * i / (POINTS - 1));
    return points;
  }

  /**
   * Returns the observation at a point.
   *
   * @param start gives the candidates
   */
  Observation at(Observation start, int point) {
    if (feature < 0) {
      return new Observation((int) points[point], start.user(), start.candidates());
    }
    double[] user = mean.clone();
    user[feature] = points[point];
    return start.withUser(user);
  }
}
