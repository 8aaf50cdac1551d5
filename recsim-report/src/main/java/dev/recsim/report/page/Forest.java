package dev.recsim.report.page;

import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** A forest chart: the differences of agents with their intervals, one row for each. */
public final class Forest {
  private final List<String> verdicts = new ArrayList<>();
  private final List<Data> rows = new ArrayList<>();
  private final List<double[]> all = new ArrayList<>();
  private final List<double[]> near = new ArrayList<>();

  /**
   * Adds a row.
   *
   * @param difference NaN if there is none; the row is then empty
   * @param close largest difference that a close-up shows
   * @param marks other data of the row
   * @return the row's data, to which more may be added
   */
  public Data row(
      String agent,
      Badge verdict,
      double difference,
      Optional<Interval> interval,
      double close,
      double... marks) {
    if (!Double.isNaN(difference)) {
      Interval drawn = interval.orElse(new Interval(difference, difference));
      double[] span =
          DoubleStream.concat(DoubleStream.of(drawn.low(), drawn.high()), DoubleStream.of(marks))
              .toArray();
      all.add(span);
      if (Math.abs(difference) <= close) {
        near.add(span);
      }
    }
    Data row =
        Data.of("agent", agent)
            .and("tone", verdict.tone().css())
            .and("word", verdict.word())
            .and("difference", difference)
            .and("low", interval.map(Interval::low))
            .and("high", interval.map(Interval::high));
    verdicts.add(agent + " " + verdict.word());
    rows.add(row);
    return row;
  }

  /**
   * Returns the chart.
   *
   * @param shown what a row shows
   * @param data of the whole chart
   * @param room smallest space at each side of a close-up
   */
  public Chart chart(String id, String shown, Data data, double room) {
    data.and("rows", rows);
    return new Chart(
            id,
            "Forest chart: " + shown + ", by agent: " + String.join(", ", verdicts),
            rows.size(),
            CloseUp.of(data, all, near, room),
            data)
        .by("forest");
  }
}
