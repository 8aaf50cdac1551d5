package dev.recsim.app.ab;

import dev.recsim.app.project.UserError;
import dev.recsim.decide.metric.UnitMetric;
import dev.recsim.decide.metric.UnitSums;
import dev.recsim.live.TestData;
import dev.recsim.live.TestMetric;
import dev.recsim.live.options.LiveTestSpec;
import dev.recsim.report.page.Figures;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Units by which a sample is planned.
 *
 * @param words what they are
 * @param metrics what is known of each metric, in the order of the test
 * @param daily how many come
 */
record PastUnits(String words, List<Known> metrics, UnitsByDay daily) {

  /**
   * A metric of units.
   *
   * @param kind how sums make it
   */
  record Known(UnitMetric kind, UnitSums sums) {}

  /**
   * The units of the log of the time before a test.
   *
   * @throws UserError if it cannot be read
   */
  static PastUnits ofHistory(LiveTestSpec spec) throws IOException, UserError {
    TestData data = TestSources.history(spec);
    if (data.looks().isEmpty()) {
      throw new UserError("%s: the history has no complete day".formatted(spec.file()));
    }
    UnitSums[] sums = data.looks().get(data.looks().size() - 1).sums()[0];
    UnitsByDay daily = UnitsByDay.of(data);
    int days = daily.seen().length;
    String words =
        "%s units of %s%s"
            .formatted(
                Figures.count(sums[0].n()),
                spec.section().options().history(),
                days == 0 ? "" : ", " + Figures.count(days, "day"));
    return new PastUnits(words, known(spec, sums), daily);
  }

  private static List<Known> known(LiveTestSpec spec, UnitSums[] sums) {
    var metrics = spec.section().metrics().entrySet().iterator();
    return Arrays.stream(sums)
        .map(
            it -> {
              var metric = metrics.next();
              return new Known(new TestMetric(metric.getKey(), metric.getValue()).kind(), it);
            })
        .toList();
  }
}
