package dev.recsim.trial.schedule;

import java.util.Arrays;

/**
 * Compares a policy that draws its slates with the greedy one. The first plays the training, so the
 * mean of its sessions since the last checkpoint costs nothing. If it is above that of the greedy
 * policy by two standard errors, both play the same validation sessions. The policy that draws is
 * better if it earns more in these by three standard errors of the difference.
 */
public final class DrawnSlates {
  private static final double WORTH_A_LOOK = 2;
  private static final double BETTER = 3;

  private double sum;
  private double squares;
  private long sessions;

  /** Adds the reward of a session of the training. */
  public void add(double reward) {
    sum += reward;
    squares += reward * reward;
    sessions++;
  }

  /**
   * Whether the sessions since the last call are worth a comparison.
   *
   * @param greedy rewards of the validation sessions
   */
  public boolean promise(double[] greedy) {
    double drawn = sum / sessions;
    double variance = (squares - sum * drawn) / (sessions - 1);
    double noise = Math.sqrt(Math.max(0, variance) / sessions + variance(greedy) / greedy.length);
    sum = 0;
    squares = 0;
    sessions = 0;
    return drawn - mean(greedy) > WORTH_A_LOOK * noise;
  }

  /**
   * Whether the policy that draws is better.
   *
   * @param drawn rewards of the validation sessions
   * @param greedy rewards of the same sessions
   */
  public static boolean better(double[] drawn, double[] greedy) {
    double[] more = drawn.clone();
    Arrays.setAll(more, i -> drawn[i] - greedy[i]);
    return mean(more) > BETTER * Math.sqrt(variance(more) / more.length);
  }

  private static double mean(double[] rewards) {
    return Arrays.stream(rewards).sum() / rewards.length;
  }

  /** NaN for fewer than two rewards, so that nothing is above it. */
  private static double variance(double[] rewards) {
    double mean = mean(rewards);
    double squares = Arrays.stream(rewards).map(it -> (it - mean) * (it - mean)).sum();
    return squares / (rewards.length - 1);
  }
}
