package dev.recsim.trial;

import dev.recsim.api.Metric;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Results of played sessions.
 *
 * @param rewards sum of the rewards of each session
 * @param lengths steps of each session
 * @param totals sums of the counters over all sessions, in the order of {@link
 *     dev.recsim.api.Environment#counters()}
 * @param metricDigests first 64 bits of SHA-256 of the values that a metric has in each session,
 *     hex, by name; empty unless they were asked for
 */
public record Sessions(
    double[] rewards, int[] lengths, double[] totals, Map<String, String> metricDigests) {

  /** Sessions without digests. */
  Sessions(double[] rewards, int[] lengths, double[] totals) {
    this(rewards, lengths, totals, Map.of());
  }

  /**
   * Mean reward of a session. Equal totals give exactly equal means, so epochs with equal totals
   * tie.
   */
  public double meanReward() {
    return Arrays.stream(rewards).sum() / rewards.length;
  }

  /** Metrics by name, in order; NaN if a metric has no value. */
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
   * Sums counts in the order of the sessions, whatever order they end in. The sums are therefore
   * identical for any number of sessions in lock step.
   */
  static final class Totals {
    private final double[] sums;

    /** Counts of sessions that ended before a session with a lower index. */
    private final double[][] waiting;

    private final MetricDigests digests;

    private int next;

    Totals(int counters, int sessions, MetricDigests digests) {
      this.digests = digests;
      sums = new double[counters];
      waiting = new double[sessions][];
    }

    /**
     * Adds the counts of a session after its end.
     *
     * @throws IllegalStateException if their number differs from that of the environment's counters
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
        digests.add(waiting[next]);
        waiting[next++] = null;
      }
    }

    double[] sums() {
      return sums;
    }
  }
}
