package dev.recsim.trial;

import dev.recsim.api.Metric;
import dev.recsim.io.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Digests of the values that metrics have in each session alone, in the order of the sessions. They
 * show that a metric is the same in every session, and need no memory for each of them.
 */
final class MetricDigests {
  /** 64 bits: enough to tell two runs apart. */
  private static final int HEX_DIGITS = 16;

  private final List<Metric> metrics;
  private final List<Digest.OfNumbers> digests = new ArrayList<>();

  MetricDigests(List<Metric> metrics) {
    this.metrics = metrics;
    metrics.forEach(metric -> digests.add(new Digest.OfNumbers()));
  }

  /** Adds a session by its counts. */
  void add(double[] counts) {
    for (int i = 0; i < metrics.size(); i++) {
      digests.get(i).add(metrics.get(i).value(counts, 1));
    }
  }

  /** The first 64 bits of SHA-256 by the names of the metrics, hex. */
  Map<String, String> byName() {
    Map<String, String> byName = new LinkedHashMap<>();
    for (int i = 0; i < metrics.size(); i++) {
      byName.put(metrics.get(i).name(), digests.get(i).hex().substring(0, HEX_DIGITS));
    }
    return byName;
  }
}
