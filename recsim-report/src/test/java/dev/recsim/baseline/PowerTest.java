package dev.recsim.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.random.RandomKey;
import dev.recsim.stats.MeanDifference;
import dev.recsim.stats.Power;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PowerTest {
  // deviation of 1..5 is sqrt(2.5); (t.ppf(.99, 4) + t.ppf(.9, 4)) sqrt(2) sqrt(2.5 / 5) = 5.28015
  @Test
  void detectableDropIsThatOfTwoIndependentRuns() {
    double drop = Power.detectableDrop(new double[] {1, 2, 3, 4, 5}, 0.01);
    assertThat(drop).isCloseTo(3.746947388 + 1.533206274, within(1e-8));
  }

  @Test
  void withoutSpreadEveryDropIsSeen() {
    assertThat(Power.detectableDrop(new double[] {3, 3, 3, 3, 3}, 0.01)).isZero();
  }

  @Test
  void seedsToDecideIsTheLeastNumberThatSatisfiesTheFormula() {
    for (double ratio : new double[] {0.01, 0.3, 1, 2.5, 10, 40}) {
      int n = Power.seedsToDecide(ratio * 0.2, 0.2, 0.01);
      assertThat(enough(n, ratio)).isTrue();
      assertThat(n == 2 || !enough(n - 1, ratio)).isTrue();
    }
  }

  private static boolean enough(int n, double ratio) {
    double t = MeanDifference.quantile(0.01, n - 1) + MeanDifference.quantile(0.1, n - 1);
    return n >= t * t * ratio * ratio;
  }

  // (2.326 + 1.282)^2 = 13.02 for many seeds; a few more for the t distribution
  @Test
  void aMarginOfOneDeviationTakesSixteenSeeds() {
    assertThat(Power.seedsToDecide(1, 1, 0.01)).isEqualTo(16);
    assertThat(Power.seedsToDecide(10, 1, 0.01)).isBetween(1302, 1307);
  }

  @Test
  void noNumberOfSeedsDecidesWithoutMarginOrWithTooMuchSpread() {
    assertThat(Power.seedsToDecide(1, 0, 0.01)).isZero();
    assertThat(Power.seedsToDecide(1, Double.NaN, 0.01)).isZero();
    assertThat(Power.seedsToDecide(1000, 1, 0.01)).isZero();
    assertThat(Power.seedsToDecide(0, 1, 0.01)).isEqualTo(2);
  }

  // 4,000 unchanged agents with as many seeds as the formula asks for: 3 numbers of that many
  // trials,
  // each within 5 of its deviations of its mean. One key in 500,000 would fail, and this is fixed.
  @Test
  void asManySeedsAsItAsksForDecideThatNothingChanged() {
    for (double margin : new double[] {0.5, 1, 2}) {
      int n = Power.seedsToDecide(1, margin, 0.01);
      double chance = HoldChance.of(n, margin, 0.01);
      RandomKey key = RandomKey.root(8).child("decide").child(n);
      int held = 0;
      for (int i = 0; i < 4_000; i++) {
        double[] differences = new double[n];
        for (int j = 0; j < n; j++) {
          differences[j] = key.child(i).gaussian(j);
        }
        MeanDifference it = MeanDifference.of(differences);
        held += Check.outcome(it.value(), it.bounds(0.01), margin, 0).holds() ? 1 : 0;
      }
      assertThat(chance).isBetween(0.87, 0.92);
      assertThat((double) held)
          .isCloseTo(4_000 * chance, within(5 * Math.sqrt(4_000 * chance * (1 - chance))));
    }
  }

  // From two sources: the number that docs/statistics.md names, and HoldChance, which integrates
  // the distributions of a library.
  @Test
  void unchangedAgentIsUndecidedAsOftenAsTheNoncentralDistributionSays() {
    double[] scores = spread(10, 10, 0.2);
    assertThat(Power.undecidedChance(scores, 0.2, 0.01, 10)).isCloseTo(0.66, within(0.005));
    for (int n : new int[] {3, 5, 10, 40, 1000}) {
      for (double margin : new double[] {0.05, 0.1, 0.2, 0.3, 0.8}) {
        assertThat(Power.undecidedChance(scores, margin, 0.01, n))
            .as(n + " seeds, margin " + margin)
            .isCloseTo(1 - HoldChance.of(n, margin / (Math.sqrt(2) * 0.2), 0.01), within(0.000_51));
      }
    }
  }

  // 4,000 retrained agents: within 5 deviations of the number of UNDECIDED ones. One key in
  // 1,700,000 would fail, and this one is fixed.
  @Test
  void simulatedAgentsAreUndecidedAsOften() {
    int n = 10;
    RandomKey key = RandomKey.root(9).child("undecided");
    int undecided = 0;
    for (int i = 0; i < 4_000; i++) {
      double[] now = new double[n];
      double[] then = new double[n];
      for (int j = 0; j < n; j++) {
        now[j] = 10 + 0.2 * key.child(i).gaussian(j);
        then[j] = 10 + 0.2 * key.child(i).gaussian(n + j);
      }
      MeanDifference it = MeanDifference.paired(now, then);
      undecided += Check.outcome(it.value(), it.bounds(0.01), 0.2, 0).holds() ? 0 : 1;
    }
    double chance = Power.undecidedChance(spread(n, 10, 0.2), 0.2, 0.01, n);
    assertThat((double) undecided)
        .isCloseTo(4_000 * chance, within(5 * Math.sqrt(4_000 * chance * (1 - chance))));
  }

  @Test
  void proposalsAreTheSmallestThatLeaveATenthUndecided() {
    double[] scores = spread(10, 10, 0.2);
    int seeds = Power.seedsToHold(scores, 0.2, 0.01);
    assertThat(Power.undecidedChance(scores, 0.2, 0.01, seeds)).isLessThanOrEqualTo(0.1);
    assertThat(Power.undecidedChance(scores, 0.2, 0.01, seeds - 1)).isGreaterThan(0.1);

    double margin = Power.marginToHold(scores, 0.01, 10);
    assertThat(Power.undecidedChance(scores, margin * 1.001, 0.01, 10)).isLessThanOrEqualTo(0.1);
    assertThat(Power.undecidedChance(scores, margin * 0.99, 0.01, 10)).isGreaterThan(0.1);
  }

  @Test
  void agentWithoutSpreadIsNeverUndecidedAndOneWithoutMarginIsUndecidedForAnyNumberOfSeeds() {
    double[] constant = {3, 3, 3, 3, 3};
    assertThat(Power.undecidedChance(constant, 0.06, 0.01, 5)).isZero();
    assertThat(Power.undecidedChance(constant, 0, 0.01, 5)).isZero();
    assertThat(Power.undecidedChance(spread(10, 0, 1), 0, 0.01, 10)).isEqualTo(0.99);
    assertThat(Power.seedsToHold(spread(10, 0, 1), 0, 0.01)).isZero();
  }

  /** Scores with exactly this mean and standard deviation. */
  private static double[] spread(int n, double mean, double deviation) {
    double[] scores = new double[n];
    double half = deviation * Math.sqrt((n - 1) / (double) n);
    Arrays.setAll(scores, i -> mean + (i % 2 == 0 ? half : -half));
    return scores;
  }
}
