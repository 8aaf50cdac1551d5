package dev.recsim.trial;

import java.util.Arrays;

/**
 * Scores of played sessions.
 *
 * @param rewards sum of the rewards of each session
 * @param lengths steps of each session
 * @param totals what the sessions counted, summed over all of them in the order of {@link
 *     dev.recsim.api.Environment#counters()}
 */
public record Sessions(double[] rewards, int[] lengths, double[] totals) {

  /** Mean reward of a session. Equal totals give equal means, so they tie when epochs compete. */
  public double meanReward() {
    return Arrays.stream(rewards).sum() / rewards.length;
  }

  /** Steps of all sessions. */
  public long steps() {
    return Arrays.stream(lengths).asLongStream().sum();
  }

  /** Standard error of the mean reward over sessions; NaN for a single session. */
  public double standardError() {
    double mean = meanReward();
    double squares = 0;
    for (double reward : rewards) {
      squares += (reward - mean) * (reward - mean);
    }
    return Math.sqrt(squares / (rewards.length - 1) / rewards.length);
  }
}
