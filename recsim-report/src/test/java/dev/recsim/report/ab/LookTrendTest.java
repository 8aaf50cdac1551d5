package dev.recsim.report.ab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.report.IndexPage.Linked;
import dev.recsim.report.Trend;
import dev.recsim.report.ab.LookTrend.Look;
import dev.recsim.report.ab.LookTrend.Metric;
import dev.recsim.report.ab.LookTrend.Treatment;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LookTrendTest {
  private static Look look(Double change, double low, double high) {
    return new Look(change, change == null ? null : new Interval(low, high));
  }

  private static Metric metric(String name, Look... looks) {
    return new Metric(name, "relative", List.of(looks));
  }

  private static Optional<Trend> trend(List<String> due, Metric... metrics) {
    return LookTrend.of(List.of(new Treatment("b", due, List.of(metrics))));
  }

  @Test
  void effectHasItsIntervalAndNoEffect() {
    Trend trend =
        trend(
                List.of(),
                metric(
                    "bought",
                    look(null, 0, 0),
                    look(0.04, -0.5, 0.5),
                    look(0.02, -0.02, 0.06),
                    look(0.02, 0, 0.04)))
            .orElseThrow();

    // 16 pixels are -0.04 to 0.08; what is beyond is at the edge.
    assertThat(trend.points()).isEqualTo("3.0,8.3 45.0,11.0 87.0,11.0");
    assertThat(trend.band()).isEqualTo("3.0,3.0 45.0,5.7 87.0,8.3 87.0,13.7 45.0,16.3 3.0,19.0");
    assertThat(trend.zero()).isEqualTo("13.7");
    assertThat(trend.text())
        .isEqualTo(
            "b:bought: a change of 2.0 %, between 0 % and 4.0 %, at the last of 3 looks; 4.0 % at"
                + " the first");
  }

  @Test
  void metricThatADecisionWaitsForIsShown() {
    Metric one = metric("one", look(0.1, 0, 0.2), look(0.1, 0, 0.2));
    Metric two = metric("two", look(0.1, 0, 0.2), look(0.1, 0, 0.2));

    assertThat(trend(List.of("two"), one, two).orElseThrow().text()).startsWith("b:two");
    assertThat(trend(List.of(), one, two).orElseThrow().text()).startsWith("b:one");
  }

  @Test
  void oneLookIsNoTrend() {
    assertThat(trend(List.of(), metric("one", look(0.1, 0, 0.2)))).isEmpty();
    assertThat(LookTrend.of(null)).isEmpty();
  }

  @Test
  void indexShowsTheTrendOfFilesWithTwoLooks() throws Exception {
    assertThat(linked(AbJson.render(LiveTestReports.goOn())).trend()).isPresent();
    assertThat(linked(AbJson.render(LiveTestReports.once())).trend()).isEmpty();
    assertThat(linked("{}").badge()).isEmpty();
  }

  private static Linked linked(String json) throws Exception {
    return Linked.read(json, AbJson.Read.class, "test", "test.html");
  }
}
