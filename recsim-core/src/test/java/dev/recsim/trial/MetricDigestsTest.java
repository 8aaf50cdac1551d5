package dev.recsim.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Metric;
import dev.recsim.api.Session;
import dev.recsim.io.Digest;
import dev.recsim.trial.Sessions.Counted;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricDigestsTest {
  private static final Metric RATE = new Metric.Quotient("rate", "Clicks for each step.", 1, 0);
  private static final Metric CLICKS =
      new Metric.Quotient("clicks", "Clicks of a session.", 1, Metric.SESSIONS);

  private static final Metric COVERAGE = new Metric.Coverage("covered", "Counted counters.", 0, 2);
  private static final Metric SPARSE =
      new Metric.Quotient("sparse", "Of a sparse counter.", 2, Metric.SESSIONS);

  /** Steps and clicks of two sessions, and of two others with the same sums. */
  private static final double[][] SESSIONS = {{4, 2}, {2, 2}};

  private static final double[][] OTHERS = {{2, 2}, {4, 2}};

  @Test
  void digestIsOfTheMetricsValueInEachSessionAlone() {
    MetricDigests digests = digests(SESSIONS);
    assertThat(digests.byName())
        .containsEntry("rate", Digest.of(new double[] {0.5, 1}).substring(0, 16))
        .containsEntry("clicks", Digest.of(new double[] {2, 2}).substring(0, 16));
  }

  @Test
  void sessionsOfEqualSumsDifferInTheMetricsThatDiffer() {
    String rate = digests(SESSIONS).byName().get("rate");
    assertThat(digests(OTHERS).byName()).doesNotContainEntry("rate", rate);
    assertThat(digests(OTHERS).byName().get("clicks"))
        .isEqualTo(digests(SESSIONS).byName().get("clicks"));
  }

  @Test
  void metricsThatNeedManySessionsOrSparseCountersHaveNoDigest() {
    assertThat(digests(SESSIONS).byName()).containsOnlyKeys("rate", "clicks");
  }

  @Test
  void sessionWithoutAValueCounts() {
    assertThat(digests(new double[][] {{0, 0}}).byName())
        .containsEntry("rate", Digest.of(new double[] {Double.NaN}).substring(0, 16));
  }

  private static MetricDigests digests(double[][] sessions) {
    MetricDigests digests = new MetricDigests(List.of(RATE, CLICKS, COVERAGE, SPARSE), 2);
    for (double[] counts : sessions) {
      digests.add(new Counted(counts, Session.Sparse.NONE));
    }
    return digests;
  }
}
