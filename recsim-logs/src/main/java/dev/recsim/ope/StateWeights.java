package dev.recsim.ope;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Weights of steps by state. Their mean is 1 in every state in which the log shows all that the
 * target shows; where it shows less there, the mean is smaller, even if that of the whole log looks
 * right. The mean of numbers of at least 0 is seldom far below its expectation, however heavy their
 * tail is, so a small one says what a large one does not.
 */
public final class StateWeights implements Serializable {
  private static final long serialVersionUID = 1;

  /** Standard errors by which the mean of one state may be below 1; one in 10^7 is lower. */
  private static final double MOST_Z = 5;

  /** Fewest steps in a state that is judged. */
  private static final double FEWEST = 30;

  private final HashMap<Long, double[]> states = new HashMap<>();

  /**
   * A state in which the target shows what the log does not.
   *
   * @param state its code; the one that is farthest below
   * @param count number of states below, if only all of them together say so
   */
  public record Missing(long state, double mean, double steps, double z, int count) {}

  /** Adds a step. */
  public void add(long state, double weight) {
    double[] sums = states.computeIfAbsent(state, added -> new double[3]);
    sums[0]++;
    sums[1] += weight;
    sums[2] += weight * weight;
  }

  /** Adds the steps of another part of the log, with the same codes of states. */
  public void add(StateWeights other) {
    other.states.forEach(
        (state, sums) -> {
          double[] here = states.computeIfAbsent(state, added -> new double[3]);
          for (int i = 0; i < sums.length; i++) {
            here[i] += sums[i];
          }
        });
  }

  /** Where the log shows less than the target does; empty if it shows all. */
  public Optional<Missing> missing() {
    double[] all = new double[3];
    TreeMap<Long, double[]> sorted = new TreeMap<>(states);
    sorted
        .values()
        .forEach(
            sums -> {
              for (int i = 0; i < sums.length; i++) {
                all[i] += sums[i];
              }
            });
    double spread = all[2] / all[0] - all[1] / all[0] * (all[1] / all[0]);
    Missing worst = null;
    double sum = 0;
    int judged = 0;
    int below = 0;
    for (Map.Entry<Long, double[]> each : sorted.entrySet()) {
      double n = each.getValue()[0];
      if (n < FEWEST) {
        continue;
      }
      judged++;
      double mean = each.getValue()[1] / n;
      // The spread of a state whose heavy steps were not drawn is at least that of all steps.
      double variance = Math.max(each.getValue()[2] / n - mean * mean, spread);
      double z = variance <= 0 ? 0 : (1 - mean) / Math.sqrt(variance / n);
      if (z > 0) {
        sum += z * z;
        below++;
        if (worst == null || z > worst.z()) {
          worst = new Missing(each.getKey(), mean, n, z, 1);
        }
      }
    }
    if (worst == null || worst.mean() > 1 - WeightCheck.ROUNDING) {
      return Optional.empty();
    }
    if (worst.z() > MOST_Z) {
      return Optional.of(worst);
    }
    boolean together = sum > WeightCheck.mostSquares(judged, MOST_Z);
    return together
        ? Optional.of(new Missing(worst.state(), worst.mean(), worst.steps(), worst.z(), below))
        : Optional.empty();
  }
}
