package dev.recsim.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.random.RandomKey;
import org.junit.jupiter.api.Test;

class EstimateTest {
  private static final double[] X = {8.91, 8.40, 7.95, 8.88, 8.92, 6.30, 8.71, 8.15};

  // from scipy import stats; import numpy as np   (scipy 1.17.1)
  // x = [8.91, 8.40, 7.95, 8.88, 8.92, 6.30, 8.71, 8.15]
  // np.mean(x), np.std(x, ddof=1), stats.t.interval(.95, 7, np.mean(x), stats.sem(x))
  @Test
  void meanDeviationAndIntervalAreThoseOfScipy() {
    Estimate estimate = Estimate.of(X);
    assertThat(estimate.mean()).isCloseTo(8.2775, within(1e-12));
    assertThat(estimate.standardDeviation()).isCloseTo(0.8792813624123479, within(1e-12));
    Interval interval = estimate.interval(0.95).orElseThrow();
    assertThat(interval.low()).isCloseTo(7.542402385024201, within(1e-8));
    assertThat(interval.high()).isCloseTo(9.0125976149758, within(1e-8));
  }

  // stats.t.ppf(.975, 1); two values 0 and 2 have standard error 1
  @Test
  void twoValuesGetTheQuantileOfOneDegreeOfFreedom() {
    Interval interval = Estimate.of(0, 2).interval(0.95).orElseThrow();
    assertThat(interval.high() - 1).isCloseTo(12.706204736174694, within(1e-7));
  }

  @Test
  void aSingleValueHasNoIntervalAndNoDeviation() {
    Estimate estimate = Estimate.of(3);
    assertThat(estimate.interval(0.95)).isEmpty();
    assertThat(estimate.standardDeviation()).isNaN();
  }

  /** Scores are such means, so their bits must stay what they are. */
  @Test
  void meansAreTakenByDeviationsFromTheFirstValue() {
    double mean = Estimate.mean(2, 0, 0);
    assertThat(mean).isEqualTo(2 + -4.0 / 3).isNotEqualTo(2.0 / 3);
    assertThat(Estimate.of(2, 0, 0).mean()).isEqualTo(mean);
    assertThat(Estimate.mean(.1, .1, .1)).isEqualTo(.1);
  }

  @Test
  void equalValuesHaveAnIntervalOfExactlyNoWidth() {
    Estimate estimate = Estimate.of(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1);
    assertThat(estimate.mean()).isEqualTo(0.1);
    assertThat(estimate.interval(0.95)).contains(new Interval(0.1, 0.1));
  }

  @Test
  void largestValuesHaveAMeanAndNoInterval() {
    Estimate estimate = Estimate.of(1e308, -1e308, -1e308, 0);
    assertThat(estimate.mean()).isEqualTo(-2.5e307);
    assertThat(estimate.interval(0.95)).isEmpty();
    assertThat(Estimate.of(1.7e308, 1.6e308).interval(0.95)).isEmpty();
  }

  @Test
  void noValuesAreAnError() {
    assertThatThrownBy(Estimate::of).isInstanceOf(IllegalArgumentException.class);
  }

  // 4,000 intervals of 8 normal values: the number that cover has mean 3,800 and standard deviation
  // 13.8. The bounds are 4 deviations away: one key in 16,000 would fail, and this one is fixed.
  @Test
  void intervalsCoverTheMeanAsOftenAsTheySay() {
    RandomKey key = RandomKey.root(1).child("coverage");
    int covered = 0;
    for (int i = 0; i < 4_000; i++) {
      double[] values = normal(key.child(i), 8);
      covered += Estimate.of(values).interval(0.95).orElseThrow().contains(5) ? 1 : 0;
    }
    assertThat(covered).isBetween(3_745, 3_855);
  }

  private static double[] normal(RandomKey key, int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = 5 + 3 * key.gaussian(i);
    }
    return values;
  }
}
