package dev.recsim.trial;

import dev.recsim.api.Environment;
import dev.recsim.api.Metric;
import dev.recsim.io.Digest;
import dev.recsim.trial.Sessions.Counted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Digests of the values that metrics have in each session alone, in the order of the sessions. They
 * show that a metric is the same in every session, and need no memory for each of them. Metrics
 * that have a value only over many sessions, such as a Gini coefficient, have no digest.
 */
final class MetricDigests {
  /** Digests nothing. */
  static final MetricDigests NONE = new MetricDigests(List.of(), 0);

  /** 64 bits: enough to tell two runs apart. */
  private static final int HEX_DIGITS = 16;

  private final List<Metric> metrics = new ArrayList<>();
  private final List<Digest.OfNumbers> digests = new ArrayList<>();

  /**
   * @param named number of counters that every session counts
   */
  MetricDigests(List<Metric> all, int named) {
    for (Metric metric : all) {
      if (ofSessions(metric, named)) {
        metrics.add(metric);
        digests.add(new Digest.OfNumbers());
      }
    }
  }

  static MetricDigests of(Environment environment) {
    return new MetricDigests(environment.metrics(), environment.counters().size());
  }

  /** Whether a metric is a quotient, of named counters or of the two sums of a measure. */
  private static boolean ofSessions(Metric metric, int named) {
    if (metric instanceof Metric.Quotient quotient) {
      return quotient.of() < named && quotient.per() < named;
    }
    if (metric instanceof Metric.TopicShare share) {
      return share.of() < named && share.per() < named;
    }
    return metric instanceof Metric.OfMeasure own && own.measure().sums() == 2;
  }

  /** Adds a session. */
  void add(Counted counted) {
    for (int i = 0; i < digests.size(); i++) {
      digests.get(i).add(value(metrics.get(i), counted));
    }
  }

  private static double value(Metric metric, Counted counted) {
    if (!(metric instanceof Metric.OfMeasure own)) {
      return metric.value(counted.counts(), 1);
    }
    double[] sums = new double[own.measure().sums()];
    int[] counters = counted.sparse().counters();
    for (int i = 0; i < counters.length; i++) {
      int sum = counters[i] - own.first();
      if (sum >= 0 && sum < sums.length) {
        sums[sum] += counted.sparse().counts()[i];
      }
    }
    return own.measure().value(sums, 1);
  }

  /** The first 64 bits of SHA-256 by the names of the metrics, hex. */
  Map<String, String> byName() {
    Map<String, String> byName = new LinkedHashMap<>();
    for (int i = 0; i < digests.size(); i++) {
      byName.put(metrics.get(i).name(), digests.get(i).hex().substring(0, HEX_DIGITS));
    }
    return byName;
  }
}
