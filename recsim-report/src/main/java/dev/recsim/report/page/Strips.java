package dev.recsim.report.page;

import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Page.View;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** A strip chart: a row of dots for each agent, one dot a seed, with the mean and its interval. */
public final class Strips {
  /** Largest number of dots of a chart, and cells of a table, for all agents together. */
  private static final int MOST = 2_000;

  /** Smallest limit for an agent, so its distribution is visible. */
  private static final int LEAST = 40;

  private final List<Row> rows = new ArrayList<>();

  private record Row(String name, SortedMap<Integer, Double> bySeed, Data data) {
    double[] values() {
      return bySeed.values().stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  /**
   * Adds a row.
   *
   * @param bySeed its values, at least one
   * @return the row's data, to which more may be added
   */
  public Data row(String name, SortedMap<Integer, Double> bySeed) {
    Data data = Data.of("agent", name);
    rows.add(new Row(name, bySeed, data));
    return data;
  }

  private int most() {
    return most(rows.size());
  }

  private void draw(Row row) {
    List<Integer> seeds = List.copyOf(row.bySeed.keySet());
    double[] values = row.values();
    Estimate mean = Estimate.of(values);
    Optional<Interval> interval = mean.interval(Figures.LEVEL);
    row.data
        .and(
            "values",
            Arrays.stream(drawn(values, most())).mapToObj(i -> Data.list(seeds.get(i), values[i])))
        .and("mean", mean.mean())
        .and("low", interval.map(Interval::low))
        .and("high", interval.map(Interval::high));
  }

  /** Returns the chart, without a close-up. */
  public Chart chart(String id, String label) {
    return chart(id, label, Data.of(), 0, 0);
  }

  /**
   * Returns the chart. If other rows squeeze the rows near a value into a corner, it has a
   * close-up.
   *
   * @param data of the whole chart
   * @param centre a value
   * @param near largest distance of a row's mean from it in the close-up
   */
  public Chart chart(String id, String label, Data data, double centre, double near) {
    rows.forEach(this::draw);
    List<double[]> all = rows.stream().map(Row::values).toList();
    List<double[]> close =
        all.stream().filter(row -> Math.abs(Estimate.of(row).mean() - centre) <= near).toList();
    List<View> views = near == 0 ? List.of() : CloseUp.of(data, all, close, 1e-2 * near);
    data.and("rows", rows.stream().map(Row::data));
    return new Chart(id, label, rows.size(), views, data).by("strips");
  }

  /** Returns a note for a chart that does not show all values; empty if it does. */
  public String thinned() {
    return rows.stream().allMatch(row -> row.bySeed.size() <= most())
        ? ""
        : (" Of an agent's trials %s are drawn, evenly spaced in rank from the least to the"
                + " greatest; all figures are of all trials.")
            .formatted(Figures.count(most()));
  }

  /** Returns the values, a row for each seed. */
  public Table bySeed(String caption) {
    TreeSet<Integer> seeds = new TreeSet<>();
    rows.forEach(row -> seeds.addAll(row.bySeed.keySet()));
    Columns<Integer> table =
        Columns.<Integer>plain(
                seeds.size() <= most()
                    ? caption
                    : "%s: the first %s of %s seeds; results.json has all"
                        .formatted(caption, Figures.count(most()), Figures.count(seeds.size())))
            .text("Seed", seed -> Integer.toString(seed));
    for (Row row : rows) {
      table.figure(
          row.name,
          seed -> row.bySeed.containsKey(seed) ? Figures.fixed(row.bySeed.get(seed), 4) : "-");
    }
    return table.rows(seeds.stream().limit(most()).toList());
  }

  /** Returns the largest number of trials that are shown for each of this many agents. */
  static int most(int agents) {
    return Math.max(LEAST, MOST / Math.max(1, agents));
  }

  /**
   * Returns the indices of the dots to draw, ascending. If there are more than {@code most}, their
   * ranks are evenly spaced from the smallest value to the largest.
   *
   * @param most 2 or more
   */
  static int[] drawn(double[] values, int most) {
    int n = values.length;
    if (n <= most) {
      return IntStream.range(0, n).toArray();
    }
    Integer[] byRank = IntStream.range(0, n).boxed().toArray(Integer[]::new);
    Arrays.sort(byRank, Comparator.comparingDouble(i -> values[i]));
    return IntStream.range(0, most)
        .map(i -> byRank[(int) ((long) i * (n - 1) / (most - 1))])
        .sorted()
        .toArray();
  }
}
