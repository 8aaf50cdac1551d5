package dev.recsim.report;

import dev.recsim.baseline.Revision;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.report.page.Figures;
import dev.recsim.report.results.Results.Agent;
import dev.recsim.stats.Estimate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * An agent's mean score in the recorded baselines and in the last run, as a small line.
 *
 * @param points coordinates of the line, for SVG
 * @param text the same in words
 */
record Trend(String points, String text) {
  static final int WIDTH = 90;
  static final int HEIGHT = 22;

  private static final double MARGIN = 3;

  /** Smallest range of the line as a share of the score: less than that is no trend. */
  private static final double LEAST = 0.02;

  /**
   * Returns the trend; empty if the agent has no score in any baseline or in the last run.
   *
   * @param history baselines, newest first
   */
  static Optional<Trend> of(List<Revision> history, Agent now) {
    List<Double> means = new ArrayList<>();
    for (Revision revision : history) {
      revision
          .baseline()
          .agent(now.name())
          .filter(scores -> !scores.scores().isEmpty())
          .map(AgentScores::values)
          .map(Estimate::mean)
          .ifPresent(means::add);
    }
    if (means.isEmpty() || now.mean() == null) {
      return Optional.empty();
    }
    Collections.reverse(means);
    String text =
        "from %s in the oldest of %s to %s now"
            .formatted(
                Figures.number(means.get(0), 3),
                Figures.count(means.size(), "baseline"),
                Figures.number(now.mean(), 3));
    means.add(now.mean());
    return Optional.of(new Trend(line(means), text));
  }

  /** Returns the coordinates of at least two values. */
  static String line(List<Double> means) {
    double low = Collections.min(means);
    double high = Collections.max(means);
    double middle = (low + high) / 2;
    double range = Math.max(high - low, LEAST * Math.max(Math.abs(low), Math.abs(high)));
    double step = (WIDTH - 2 * MARGIN) / (means.size() - 1);
    return IntStream.range(0, means.size())
        .mapToObj(
            i -> {
              double share = range > 0 ? 0.5 + (means.get(i) - middle) / range : 0.5;
              double y = HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN);
              return DoubleStream.of(MARGIN + i * step, y)
                  .mapToObj(it -> Figures.fixed(it, 1))
                  .collect(Collectors.joining(","));
            })
        .collect(Collectors.joining(" "));
  }
}
