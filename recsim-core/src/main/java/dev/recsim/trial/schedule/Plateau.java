package dev.recsim.trial.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides whether an agent has stopped improving. A plateau is reached when three quarters of the
 * checkpoints are over, and the mean of the last quarter of them is not above that of the quarter
 * before by more than 0.2 % of its size.
 */
public final class Plateau {
  private static final double LEAST_GAIN = 0.002;

  private final int window;
  private final int earliest;
  private final List<Double> means = new ArrayList<>();

  /**
   * @param checkpoints largest number of checkpoints
   */
  public Plateau(int checkpoints) {
    this.window = Math.max(1, checkpoints / 4);
    this.earliest = 3 * window;
  }

  /** Adds the mean reward of the next checkpoint. */
  public void add(double mean) {
    means.add(mean);
  }

  /** Whether the agent has stopped improving. */
  public boolean reached() {
    int count = means.size();
    if (count < earliest) {
      return false;
    }
    double last = mean(count - window, count);
    double before = mean(count - 2 * window, count - window);
    return last - before <= LEAST_GAIN * Math.abs(before);
  }

  private double mean(int from, int to) {
    return means.subList(from, to).stream().mapToDouble(it -> it).sum() / (to - from);
  }
}
