package dev.recsim.fit.gap;

import java.util.Arrays;

/**
 * The gap of an environment in which steps do not depend on each other, such as slates of clicks:
 * the mean of the predicted rewards of what the log shows, divided by that of its rewards. The
 * log's policy need not be known. Steps of a session may depend on each other in the log: {@code
 * seLog} is that of sessions.
 */
public final class StepGap {
  private double predicted;
  private double observed;
  private long sessions;
  private long steps;
  private double[] sums = new double[3 * 1024];

  /**
   * Adds a session.
   *
   * @param predictions expected reward of each step
   * @param rewards of each step
   */
  public void add(double[] predictions, double[] rewards) {
    int at = (int) (3 * sessions++);
    if (at == sums.length) {
      sums = Arrays.copyOf(sums, 2 * at);
    }
    for (int t = 0; t < rewards.length; t++) {
      sums[at] += predictions[t];
      sums[at + 1] += rewards[t];
    }
    sums[at + 2] = rewards.length;
    predicted += sums[at];
    observed += sums[at + 1];
    steps += rewards.length;
  }

  /** Number of steps. */
  public long steps() {
    return steps;
  }

  /** Mean reward of a step in the log. */
  public double observed() {
    return observed / steps;
  }

  /**
   * The gap.
   *
   * @param seFit standard error of the gap because the log of the fit is finite
   * @param withoutPrior see {@link Gap#withoutPrior}
   */
  public Gap gap(double seFit, Double withoutPrior) {
    double ratio = predicted / observed;
    double squares = 0;
    for (int i = 0; i < 3 * sessions; i += 3) {
      double psi = (sums[i] - ratio * sums[i + 1]) / observed();
      squares += psi * psi;
    }
    return new Gap(
        sessions,
        predicted / steps,
        observed(),
        ratio - 1,
        Math.sqrt(squares) / steps,
        seFit,
        0,
        withoutPrior,
        null);
  }
}
