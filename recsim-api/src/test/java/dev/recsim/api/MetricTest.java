package dev.recsim.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricTest {
  private static final double[] SUMS = {12, 3, 0, 5, 0};

  @Test
  void quotientsAreOfCountersOrOfSessions() {
    assertThat(new Metric.Quotient("m", "", 1, 0).value(SUMS, 8)).isEqualTo(0.25);
    assertThat(new Metric.Quotient("m", "", 0, Metric.SESSIONS).value(SUMS, 8)).isEqualTo(1.5);
    assertThat(new Metric.TopicShare("m", "", 3, 0).value(SUMS, 8)).isEqualTo(5 / 12.0);
  }

  @Test
  void directionIsNoneUnlessOneIsDeclared() {
    assertThat(new Metric.Quotient("m", "", 1, 0).better()).isEqualTo(Metric.Better.NONE);
    assertThat(new Metric.Quotient("m", "", Metric.Better.LOWER, 1, 0).better())
        .isEqualTo(Metric.Better.LOWER);
    assertThat(new Metric.TopicShare("m", "", 3, 0).better()).isEqualTo(Metric.Better.NONE);
    assertThat(new Metric.Coverage("m", "", 1, 4).better()).isEqualTo(Metric.Better.HIGHER);
  }

  @Test
  void nothingToDivideByLeavesNoValue() {
    assertThat(new Metric.Quotient("m", "", 0, 2).value(SUMS, 8)).isNaN();
  }

  @Test
  void coverageIsTheShareOfCountersThatCountedAnything() {
    assertThat(new Metric.Coverage("m", "", 1, 4).value(SUMS, 8)).isEqualTo(0.5);
    assertThat(new Metric.Coverage("m", "", 0, 2).value(SUMS, 8)).isEqualTo(1);
    assertThat(new Metric.Coverage("m", "", 2, 1).value(SUMS, 8)).isZero();
  }
}
