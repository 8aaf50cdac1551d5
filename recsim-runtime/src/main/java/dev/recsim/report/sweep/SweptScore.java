package dev.recsim.report.sweep;

import dev.recsim.stats.Interval;
import java.util.Map;
import java.util.Optional;

/**
 * The score at a point of a grid.
 *
 * @param agent the line that it is on
 * @param keys where the point is
 * @param mean over seeds
 * @param interval of the mean; empty for a single seed
 * @param share of the optimum; empty where that is not known
 * @param seeds how many
 */
public record SweptScore(
    String agent,
    Map<String, String> keys,
    double mean,
    Optional<Interval> interval,
    Optional<Double> share,
    int seeds) {}
