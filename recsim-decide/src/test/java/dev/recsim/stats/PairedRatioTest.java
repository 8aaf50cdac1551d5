package dev.recsim.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PairedRatioTest {
  private static final double[] X = {8.91, 8.40, 7.95, 8.88, 8.92};
  private static final double[] Y = {8.1, 8.0, 7.2, 8.5, 8.6};

  // from scipy import stats, optimize   (scipy 1.17.1)
  // f = lambda e: stats.ttest_1samp(x - (1 + e) * y, 0).statistic
  // optimize.brentq(lambda e: f(e) - t, -.5, effect), optimize.brentq(lambda e: f(e) + t, effect,
  // .9)
  // with t = stats.t.ppf(1 - alpha, 4)
  @Test
  void intervalHasTheEffectsThatATTestDoesNotReject() {
    PairedRatio ratio = PairedRatio.of(X, Y);
    assertThat(ratio.effect()).isCloseTo(0.0658415841584159, within(1e-12));
    assertThat(ratio.standardDeviation()).isCloseTo(0.031654286885122625, within(1e-12));
    Interval interval = ratio.interval(0.025).orElseThrow();
    assertThat(interval.low()).isCloseTo(0.028872319790769093, within(1e-8));
    assertThat(interval.high()).isCloseTo(0.10793289373983468, within(1e-8));
    Interval wide = ratio.interval(0.025 / 3).orElseThrow();
    assertThat(wide.low()).isCloseTo(0.01436155839008531, within(1e-8));
    assertThat(wide.high()).isCloseTo(0.12782485230730325, within(1e-8));
  }

  @Test
  void unitDoesNotMatter() {
    Interval interval = PairedRatio.of(X, Y).interval(0.025).orElseThrow();
    for (double unit : new double[] {1e-200, 1e200}) {
      PairedRatio other = PairedRatio.of(times(X, unit), times(Y, unit));
      assertThat(other.interval(0.025).orElseThrow().low())
          .isCloseTo(interval.low(), within(1e-12));
    }
  }

  private static double[] times(double[] values, double factor) {
    return Arrays.stream(values).map(it -> it * factor).toArray();
  }

  @Test
  void ratioThatNeverVariesIsAPoint() {
    double[] scores = {2, 4, 8};
    assertThat(PairedRatio.of(new double[] {3, 6, 12}, scores).interval(0.025))
        .contains(new Interval(0.5, 0.5));
    assertThat(PairedRatio.of(scores, scores).interval(0.025)).contains(new Interval(0, 0));
  }

  @Test
  void referenceThatMayBeZeroHasNoRatio() {
    double[] x = {1, 2, 3};
    assertThat(PairedRatio.of(x, new double[] {0.1, -0.1, 0.2}).interval(0.025)).isEmpty();
    assertThat(PairedRatio.of(x, new double[] {-2, -2, -2}).interval(0.025)).isEmpty();
    assertThat(PairedRatio.of(x, new double[] {0, 0, 0}).interval(0.025)).isEmpty();
  }

  @Test
  void valuesNeedPartners() {
    assertThatThrownBy(() -> PairedRatio.of(X, new double[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PairedRatio.of(new double[] {1}, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // n = 2; while stats.t.ppf(1 - alpha, n - 1) * s / np.sqrt(n) > h: n += 1
  @Test
  void pairsForAHalfWidthAreThoseOfItsInterval() {
    assertThat(Power.pairsFor(1, 0.5, 0.025)).isEqualTo(18);
    assertThat(Power.pairsFor(0.03, 0.02, 0.025 / 4)).isEqualTo(18);
    assertThat(Power.pairsFor(1, 1e-9, 0.025)).isZero();
  }
}
