package dev.recsim.report.verdict;

import dev.recsim.report.page.Figures;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The levels of the intervals in a table: said once, in the column's header, where they are one; a
 * check that asked for more seeds spends less of its alpha on each look.
 *
 * @param levels each once
 */
record Levels(List<String> levels) {
  /** Of the bounds that there are. */
  static Levels of(DoubleStream alphas) {
    return new Levels(
        alphas.filter(alpha -> alpha > 0).mapToObj(Figures::level).distinct().toList());
  }

  /** Name of the column. */
  String column() {
    return levels.size() == 1 ? levels.get(0) + " interval" : "Interval";
  }

  /** What a cell has to add to its interval. */
  String suffix(Optional<Interval> bounds, double alpha) {
    return levels.size() > 1 && bounds.isPresent() ? " (" + Figures.level(alpha) + ")" : "";
  }
}
