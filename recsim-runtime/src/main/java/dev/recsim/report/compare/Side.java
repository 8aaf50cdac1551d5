package dev.recsim.report.compare;

import dev.recsim.baseline.Snapshot;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One side of a comparison.
 *
 * @param parts by the experiment's name
 */
public record Side(SortedMap<String, Part> parts) {
  public Side {
    parts = new TreeMap<>(parts);
  }

  /**
   * The results of an experiment, and where they were read.
   *
   * @param origin {@code main~3 (9f86d08123)}, {@code the last run}
   * @param unit what the reward counts, in the plural; empty if that is unknown, as in baselines
   */
  public record Part(String origin, Snapshot snapshot, String unit) {}
}
