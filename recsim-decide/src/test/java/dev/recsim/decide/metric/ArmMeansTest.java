package dev.recsim.decide.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Units that are counted by hand. */
class ArmMeansTest {
  /** Values 1, 2, 3 and 5, 5, 8. */
  private static final UnitSums A = UnitSums.of(3, 6, 14);

  private static final UnitSums B = UnitSums.of(3, 18, 114);

  @Test
  void means() {
    ArmMeans it = ArmMeans.of(UnitMetric.MEAN, A, B);
    assertThat(it.a()).isEqualTo(2);
    assertThat(it.b()).isEqualTo(6);
    assertThat(it.aa()).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(it.bb()).isCloseTo(3.0 / 3, within(1e-12));
    assertThat(it.ab()).isZero();
    assertThat(it.n()).isEqualTo(6);
    // (1.5)^2 times the variance of the difference.
    assertThat(it.clock()).isCloseTo(2.25 * 4 / 3, within(1e-12));
    assertThat(it.events()).isCloseTo(12, within(1e-12));
  }

  /** The same six values as pairs: differences are 4, 3, 5. */
  @Test
  void pairs() {
    ArmMeans it = ArmMeans.paired(3, 6, 18, 14, 114, 1 * 5 + 2 * 5 + 3 * 8);
    assertThat(it.a()).isEqualTo(2);
    assertThat(it.b()).isEqualTo(6);
    double variance = it.aa() + it.bb() - 2 * it.ab();
    assertThat(variance).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(it.clock()).isCloseTo(9 * variance, within(1e-12));
    assertThat(it.n()).isEqualTo(3);
  }

  /** Clicks 1, 2 of views 2, 2: linear parts are (y - 0.75 d) / 2. */
  @Test
  void ratios() {
    UnitSums it = UnitSums.of(2, 3, 5).withDenominator(4, 8, 6);
    ArmMeans means = ArmMeans.of(UnitMetric.RATIO, it, it);
    assertThat(means.a()).isEqualTo(0.75);
    assertThat(means.aa()).isCloseTo(0.5 / 4 / 2, within(1e-12));
  }

  /** A covariate that is the metric itself leaves nothing. */
  @Test
  void aCovariateThatKnowsAllLeavesNoVariance() {
    UnitSums a = A.withCovariate(6, 14, 14, 0);
    UnitSums b = B.withCovariate(18, 114, 114, 0);
    ArmMeans it = ArmMeans.adjusted(UnitMetric.MEAN, a, b);
    assertThat(it.b() - it.a()).isCloseTo(0, within(1e-12));
    assertThat(it.aa() + it.bb() - 2 * it.ab()).isCloseTo(0, within(1e-12));
  }

  @Test
  void aConstantCovariateChangesNothing() {
    UnitSums a = A.withCovariate(3, 3, 6, 0);
    UnitSums b = B.withCovariate(3, 3, 18, 0);
    assertThat(ArmMeans.adjusted(UnitMetric.MEAN, a, b))
        .isEqualTo(ArmMeans.of(UnitMetric.MEAN, a, b));
  }

  /** Of 1, 4 and 9, the largest is 9 of 14; where it is unknown, 100 units count as one. */
  @Test
  void sizesAreThoseOfTheLargestUnit() {
    UnitSums a = A.withLargest(9);
    UnitSums b = B.withLargest(64);
    assertThat(ArmMeans.of(UnitMetric.MEAN, a, b).sizes()).isCloseTo(14.0 / 9, within(1e-12));
    assertThat(ArmMeans.of(UnitMetric.MEAN, A, B).sizes()).isCloseTo(3 / 100.0, within(1e-12));
    assertThat(a.largestShare()).isCloseTo(9.0 / 14, within(1e-12));
    assertThat(a.plus(b).largest()).isEqualTo(64);
  }

  @Test
  void anArmNeedsTwoUnits() {
    assertThatThrownBy(() -> ArmMeans.of(UnitMetric.MEAN, UnitSums.of(1, 1, 1), B))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an arm needs 2 units, and has 1");
  }

  @Test
  void aClockThatGoesOnNarrowsVariances() {
    ArmMeans it = ArmMeans.of(UnitMetric.MEAN, A, B).at(4);
    assertThat(it.aa()).isCloseTo(1.0 / 12, within(1e-12));
    assertThat(it.clock()).isCloseTo(12, within(1e-12));
    assertThat(it.a()).isEqualTo(2);
  }
}
