package dev.recsim.report;

import dev.recsim.baseline.Revision;
import dev.recsim.report.page.Figures;
import dev.recsim.report.results.Results;
import dev.recsim.report.results.Results.Agent;
import dev.recsim.stats.Estimate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A small line: an agent's mean score in the recorded baselines and in the last run, or the effect
 * at the looks of a live test.
 *
 * @param points coordinates of the line, for SVG
 * @param band coordinates of the area around it; empty if there is none
 * @param zero the y coordinate of no effect; empty if there is none
 * @param text the same in words
 */
public record Trend(String points, String band, String zero, String text) {
  public static final int WIDTH = 90;
  public static final int HEIGHT = 22;
  public static final double MARGIN = 3;

  /** Smallest range of the line as a share of the score: less than that is no trend. */
  private static final double LEAST = 0.02;

  /**
   * Returns the trend of an agent; empty if it has no score in any baseline or in the last run.
   *
   * @param history baselines, newest first
   * @param failed the agent; empty for the best one
   */
  static Optional<Trend> of(List<Revision> history, Results now, Optional<String> failed) {
    return shown(now, failed).flatMap(it -> of(history, it));
  }

  private static Optional<Agent> shown(Results now, Optional<String> failed) {
    List<Agent> scored = now.agents().stream().filter(it -> it.mean() != null).toList();
    Optional<String> name =
        failed.or(() -> Optional.ofNullable(now.winner()).map(it -> it.agents().get(0)));
    return scored.stream()
        .filter(it -> name.filter(it.name()::equals).isPresent())
        .findFirst()
        .or(() -> scored.stream().max(Comparator.comparing(Agent::mean)));
  }

  private static Optional<Trend> of(List<Revision> history, Agent now) {
    List<Double> means = new ArrayList<>();
    for (Revision revision : history) {
      Optional.ofNullable(revision.means().get(now.name()))
          .map(Estimate::mean)
          .ifPresent(means::add);
    }
    if (means.isEmpty()) {
      return Optional.empty();
    }
    Collections.reverse(means);
    String text =
        "%s: from %s in the oldest of %s to %s now"
            .formatted(
                now.name(),
                Figures.number(means.get(0), 3),
                Figures.count(means.size(), "baseline"),
                Figures.number(now.mean(), 3));
    means.add(now.mean());
    return Optional.of(new Trend(line(means), "", "", text));
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
