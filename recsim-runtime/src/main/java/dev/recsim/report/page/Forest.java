package dev.recsim.report.page;

import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** A forest chart: the agents' differences with their intervals, one below the other. */
public final class Forest {
  private final List<String> verdicts = new ArrayList<>();
  private final List<Data> rows = new ArrayList<>();
  private final List<double[]> all = new ArrayList<>();
  private final List<double[]> near = new ArrayList<>();

  /**
   * Adds a row.
   *
   * @param difference NaN where there is none: the row is then left empty
   * @param close largest difference that a close-up shows
   * @param marks what else the row shows
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
            .and("tone", verdict.tone())
            .and("word", verdict.word())
            .and("difference", difference)
            .and("low", interval.map(Interval::low))
            .and("high", interval.map(Interval::high));
    verdicts.add(agent + " " + verdict.word());
    rows.add(row);
    return row;
  }

  /**
   * The chart of the rows.
   *
   * @param shown what a row shows
   * @param data of the chart as a whole
   * @param room least room that a close-up leaves at either side
   */
  public Chart chart(String id, String shown, Data data, double room) {
    data.and("rows", rows);
    return new Chart(
        id,
        "Forest chart: " + shown + ", by agent: " + String.join(", ", verdicts),
        rows.size(),
        CloseUp.of(data, all, near, room),
        data);
  }
}
