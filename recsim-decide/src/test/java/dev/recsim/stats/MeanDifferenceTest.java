package dev.recsim.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.random.RandomKey;
import java.util.Arrays;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.TTest;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MeanDifferenceTest {
  private static final double[] X = {8.91, 8.40, 7.95, 8.88, 8.92, 6.30, 8.71, 8.15};
  private static final double[] Y = {7.43, 8.92, 6.28, 7.10, 7.70, 7.31, 6.95, 7.64};
  private static final Offset<Double> CLOSE = within(1e-9);

  // d = 1, 2, 3, 6: mean 3, deviation sqrt((4 + 1 + 0 + 9) / 3), error half of that
  @Test
  void pairsAreOneSampleOfDifferences() {
    MeanDifference paired =
        MeanDifference.paired(new double[] {2, 4, 6, 10}, new double[] {1, 2, 3, 4});
    assertThat(paired.value()).isEqualTo(3);
    assertThat(paired.standardDeviation()).isCloseTo(Math.sqrt(14.0 / 3), CLOSE);
    assertThat(paired.standardError()).isCloseTo(Math.sqrt(14.0 / 12), CLOSE);
    assertThat(paired.degreesOfFreedom()).isEqualTo(3);
  }

  // means 2.5 and 4, variances 5/3 and 4: SE^2 = 5/12 + 4/3 = 7/4,
  // df = (7/4)^2 / ((5/12)^2 / 3 + (4/3)^2 / 2) = 3.0625 / (25/432 + 8/9)
  @Test
  void independentSamplesHaveWelchsErrorAndDegreesOfFreedom() {
    MeanDifference welch = MeanDifference.welch(new double[] {1, 2, 3, 4}, new double[] {2, 4, 6});
    assertThat(welch.value()).isEqualTo(-1.5);
    assertThat(welch.standardError()).isCloseTo(Math.sqrt(1.75), CLOSE);
    assertThat(welch.standardDeviation()).isCloseTo(Math.sqrt(17.0 / 3), CLOSE);
    assertThat(welch.degreesOfFreedom()).isCloseTo(3.0625 / (25.0 / 432 + 8.0 / 9), CLOSE);
  }

  @Test
  void statisticsAndPValuesAreThoseOfCommonsStatistics() {
    RandomKey key = RandomKey.root(3).child("commons");
    for (int i = 0; i < 200; i++) {
      double[] x = normal(key.child(i).child("x"), 2 + i % 23);
      double[] y = normal(key.child(i).child("y"), 2 + i % 23);
      double[] z = normal(key.child(i).child("z"), 2 + i % 7);
      equal(MeanDifference.paired(x, y), less().pairedTest(x, y));
      equal(MeanDifference.welch(x, z), less().with(DataDispersion.HETEROSCEDASTIC).test(x, z));
    }
  }

  private static TTest less() {
    return TTest.withDefaults().with(AlternativeHypothesis.LESS_THAN);
  }

  private static void equal(MeanDifference ours, TTest.Result theirs) {
    assertThat(ours.value() / ours.standardError()).isCloseTo(theirs.getStatistic(), CLOSE);
    assertThat(ours.degreesOfFreedom()).isCloseTo(theirs.getDegreesOfFreedom(), CLOSE);
    assertThat(ours.dropPValue()).isCloseTo(theirs.getPValue(), CLOSE);
  }

  // The test that reference texts give for non-inferiority, at the edge of what it rejects: with mu
  // at the lower bound, its p-value is alpha.
  @Test
  void lowerBoundIsWhereTheTestOfNonInferiorityTurns() {
    double lower = MeanDifference.paired(X, Y).bounds(0.01).low();
    TTest test = TTest.withDefaults().with(AlternativeHypothesis.GREATER_THAN);
    assertThat(test.withMu(lower).pairedTest(X, Y).getPValue()).isCloseTo(0.01, CLOSE);
    double upper = MeanDifference.paired(X, Y).bounds(0.01).high();
    assertThat(less().withMu(upper).pairedTest(X, Y).getPValue()).isCloseTo(0.01, CLOSE);
  }

  // scipy.stats.t.ppf([.99, .99, .9], [4, 19, 9])
  @Test
  void quantilesAreThoseOfScipy() {
    assertThat(MeanDifference.quantile(0.01, 4)).isCloseTo(3.7469473879791968, within(1e-8));
    assertThat(MeanDifference.quantile(0.01, 19)).isCloseTo(2.5394831906222888, within(1e-8));
    assertThat(MeanDifference.quantile(0.1, 9)).isCloseTo(1.3830287383964925, within(1e-8));
  }

  @Test
  void equalDifferencesHaveBoundsOfNoWidth() {
    MeanDifference drop = MeanDifference.of(-0.1, -0.1, -0.1, -0.1, -0.1, -0.1, -0.1);
    assertThat(drop.bounds(0.01)).isEqualTo(new Interval(-0.1, -0.1));
    assertThat(drop.dropPValue()).isEqualTo(0);
    assertThat(MeanDifference.of(0, 0, 0).dropPValue()).isEqualTo(1);
    assertThat(MeanDifference.of(2, 2, 2).dropPValue()).isEqualTo(1);
  }

  @Test
  void constantSamplesDifferByExactlyTheirDifference() {
    MeanDifference welch = MeanDifference.welch(new double[] {3, 3}, new double[] {5, 5, 5});
    assertThat(welch.bounds(0.01)).isEqualTo(new Interval(-2, -2));
    MeanDifference one = MeanDifference.welch(new double[] {3, 3, 3}, new double[] {5, 6, 7});
    assertThat(one.degreesOfFreedom()).isCloseTo(2, CLOSE);
  }

  @Test
  void tinyAndHugeScoresDoNotVanishOrOverflow() {
    double[] tiny = Arrays.stream(X).map(x -> x * 1e-100).toArray();
    double[] huge = Arrays.stream(X).map(x -> x * 1e100).toArray();
    double freedom = MeanDifference.welch(X, Y).degreesOfFreedom();
    assertThat(
            MeanDifference.welch(tiny, Arrays.stream(Y).map(y -> y * 1e-100).toArray())
                .degreesOfFreedom())
        .isCloseTo(freedom, CLOSE);
    assertThat(
            MeanDifference.welch(huge, Arrays.stream(Y).map(y -> y * 1e100).toArray())
                .degreesOfFreedom())
        .isCloseTo(freedom, CLOSE);
  }

  @Test
  void samplesThatTellNothingAreAnError() {
    double[] one = {1};
    assertThatThrownBy(() -> MeanDifference.paired(X, one))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MeanDifference.paired(one, one))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MeanDifference.welch(X, one))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MeanDifference.welch(one, X))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double[] normal(RandomKey key, int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = key.gaussian(i);
    }
    return values;
  }
}
