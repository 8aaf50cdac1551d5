package dev.recsim.trial;

import dev.recsim.api.Metric;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /** Metrics by name, in their order; NaN where one has no value. */
  public Map<String, Double> metrics(List<Metric> metrics) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      values.put(metric.name(), metric.value(totals, rewards.length));
    }
    return values;
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

  /**
   * Sums what sessions counted, in the order of the sessions, in whichever order they end: the sums
   * are the same to the bit however many are played at once.
   */
  static final class Totals {
    private final double[] sums;

    /** Counts of sessions that ended before an earlier one did. */
    private final double[][] waiting;

    private int next;

    Totals(int counters, int sessions) {
      sums = new double[counters];
      waiting = new double[sessions][];
    }

    /**
     * Adds the counts of a session that is over.
     *
     * @throws IllegalStateException if they are not as many as the environment's counters
     */
    void add(int session, double[] counts) {
      if (counts.length != sums.length) {
        throw new IllegalStateException(
            "a session counted %s values, but its environment declares %s counters"
                .formatted(counts.length, sums.length));
      }
      waiting[session] = counts;
      while (next < waiting.length && waiting[next] != null) {
        for (int i = 0; i < sums.length; i++) {
          sums[i] += waiting[next][i];
        }
        waiting[next++] = null;
      }
    }

    double[] sums() {
      return sums;
    }
  }
}
