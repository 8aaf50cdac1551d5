package dev.recsim.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MetricTest {
  private static final double[] SUMS = {12, 3, 0, 5, 0};

  @Test
  void sharesDeclareThemselves() {
    assertThat(new Metric.Quotient("m", "", 1, 0).share()).isFalse();
    assertThat(new Metric.Quotient("m", "", Metric.Better.HIGHER, 1, 0, true).share()).isTrue();
    assertThat(new Metric.TopicShare("m", "", 1, 0).share()).isTrue();
    assertThat(new Metric.Coverage("m", "", 0, 2).share()).isTrue();
    assertThat(new Metric.Gini("m", "", 0, 2).share()).isTrue();
    assertThat(new Metric.Entropy("m", "", 0, 2).share()).isFalse();
  }

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

  /** With c = 0, 3, 5, 12 and weights -3, -1, 1, 3: (-3 + 5 + 36) / (3 * 20). */
  @Test
  void giniIsThatOfTheSumsInAnyOrder() {
    assertThat(new Metric.Gini("m", "", 0, 4).value(SUMS, 8)).isEqualTo(38 / 60.0);
    assertThat(new Metric.Gini("m", "", 0, 3).value(new double[] {4, 4, 4}, 8)).isZero();
    assertThat(new Metric.Gini("m", "", 1, 3).value(new double[] {9, 0, 7, 0}, 8)).isEqualTo(1);
    assertThat(new Metric.Gini("m", "", 0, 2).value(new double[2], 8)).isNaN();
    assertThat(new Metric.Gini("m", "", 0, 2).better()).isEqualTo(Metric.Better.LOWER);
  }

  /** Shares 1/2, 1/4, 1/4 and 0: 1/2 + 2/4 + 2/4 bits. */
  @Test
  void entropyIsInBits() {
    double[] sums = {99, 4, 2, 0, 2};
    assertThat(new Metric.Entropy("m", "", 1, 4).value(sums, 8)).isCloseTo(1.5, within(1e-15));
    assertThat(new Metric.Entropy("m", "", 2, 2).value(sums, 8)).isZero();
    assertThat(new Metric.Entropy("m", "", 0, 2).value(new double[2], 8)).isNaN();
    assertThat(new Metric.Entropy("m", "", 0, 2).better()).isEqualTo(Metric.Better.HIGHER);
  }
}
