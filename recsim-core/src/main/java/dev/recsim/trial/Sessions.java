package dev.recsim.trial;

import dev.recsim.api.Metric;
import dev.recsim.api.Session;
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
 *     dev.recsim.api.Environment#counters()}, followed by the sparse ones
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

  /** What a session counted. */
  record Counted(double[] counts, Session.Sparse sparse) {
    private void addTo(double[] sums) {
      for (int i = 0; i < counts.length; i++) {
        sums[i] += counts[i];
      }
      int[] counters = sparse.counters();
      double[] more = sparse.counts();
      for (int i = 0; i < counters.length; i++) {
        sums[counters[i]] += more[i];
      }
    }
  }

  /**
   * Sums counts in the order of the sessions, whatever order they end in. The sums are therefore
   * identical for any number of sessions in lock step.
   */
  static final class Totals {
    private final double[] sums;
    private final int named;

    /** Counts of sessions that ended before a session with a lower index. */
    private final Counted[] waiting;

    private final MetricDigests digests;

    private int next;

    /**
     * @param named counters that every session counts
     * @param sparse counters behind them
     */
    Totals(int named, int sparse, int sessions) {
      this(named, sparse, sessions, MetricDigests.NONE);
    }

    /**
     * As {@link #Totals(int, int, int)}.
     *
     * @param digests to which each session is added
     */
    Totals(int named, int sparse, int sessions, MetricDigests digests) {
      this.digests = digests;
      this.named = named;
      sums = new double[named + sparse];
      waiting = new Counted[sessions];
    }

    /**
     * Adds the counts of a session after its end.
     *
     * @throws IllegalStateException if their number differs from that of the environment's counters
     */
    void add(int session, Counted counted) {
      if (counted.counts.length != named) {
        throw new IllegalStateException(
            "a session counted %s values, but its environment declares %s counters"
                .formatted(counted.counts.length, named));
      }
      waiting[session] = counted;
      while (next < waiting.length && waiting[next] != null) {
        waiting[next].addTo(sums);
        digests.add(waiting[next]);
        waiting[next++] = null;
      }
    }

    double[] sums() {
      return sums;
    }
  }
}
