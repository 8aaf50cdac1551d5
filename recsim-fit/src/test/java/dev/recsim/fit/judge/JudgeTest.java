package dev.recsim.fit.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.fit.judge.Judge.Prediction;
import dev.recsim.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTest {

  @Test
  void aValueIsWithinItsThresholdOrWithinChanceOrFails() {
    assertThat(finding(0.03, 0.001).verdict()).isEqualTo(Verdict.PASSES);
    assertThat(finding(0.031, 0.04).verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(finding(0.031, 0.04).sentence())
        .isEqualTo(
            "It is so. On a log of this size, a perfect model exceeds 0.04 in 1 % of cases; log more sessions.");
    assertThat(finding(0.031, 0.03).verdict()).isEqualTo(Verdict.FAILS);
    assertThat(finding(0.031, 0.03).sentence()).isEqualTo("It is so. That is bad.");
    assertThat(FitFinding.atLeast("gain", 0.1, 0, "It is so.", "Bad.").verdict())
        .isEqualTo(Verdict.PASSES);
    assertThat(FitFinding.atLeast("gain", 0, 0, "It is so.", "Bad.").sentence())
        .isEqualTo("It is so. Bad.");
  }

  private static FitFinding finding(double value, double chance) {
    return FitFinding.atMost("x", value, 0.03, chance, "It is so.", "That is bad.");
  }

  /** Four sessions with two decisions each; the second occurs twice. */
  @Test
  void gainsArePairedBySession() {
    double[] fitted = {-1, -2, -4};
    double[] other = {-2, -2, -7};
    int[] counts = {1, 2, 1};
    Prediction own = new Prediction("own", fitted, counts, 8);
    Likelihood likelihood = Likelihood.of(own, new Prediction("other", other, counts, 8));
    assertThat(likelihood.perDecision()).isEqualTo(-13.0 / 8);
    assertThat(likelihood.perplexity()).isEqualTo(StrictMath.exp(13.0 / 8));
    assertThat(likelihood.gain()).isEqualTo(0.5);
    // Differences 1, 0, 0, 3: mean 1, variance 2.
    double half = 1.959964 * Math.sqrt(2.0 / 4) / 2;
    assertThat(likelihood.interval().low()).isCloseTo(0.5 - half, within(1e-12));
    assertThat(likelihood.interval().high()).isCloseTo(0.5 + half, within(1e-12));
    assertThat(Likelihood.of(own, own).interval()).isNull();
  }

  @Test
  void calibrationIsTheMeanErrorOfTheBins() {
    Calibration calibration = new Calibration();
    for (int i = 0; i < 10; i++) {
      calibration.add(0.25, i < 4);
      calibration.add(0.95, i < 9);
    }
    // 0.15 too low in one half, and 0.05 too high in the other.
    assertThat(calibration.error()).isCloseTo(0.1, within(1e-12));
    assertThat(calibration.picture().labels()).containsExactly("0.2 to 0.3", "0.9 to 1");
    assertThat(calibration.picture().data()).containsExactly(0.4, 0.9);
    assertThat(calibration.finding(0.2).verdict()).isEqualTo(Verdict.PASSES);
    assertThat(calibration.finding(0.01).verdict()).isEqualTo(Verdict.UNDECIDED);
    for (int i = 0; i < 1_000; i++) {
      calibration.add(0.25, i % 2 == 0);
    }
    assertThat(calibration.finding(0.01).verdict()).isEqualTo(Verdict.FAILS);
    double chance = calibration.finding(0.01).chance();
    calibration.uncertain(0.25, 1_000, 0.1);
    assertThat(calibration.finding(0.01).chance()).isGreaterThan(chance + 0.1);
  }

  /** 2,000 logs, of which 1 % exceed the chance: from 5 to 40 is six standard deviations. */
  @Test
  void chanceIsExceededInOnePercent() {
    int largest = 0;
    int sums = 0;
    for (int log = 0; log < 2_000; log++) {
      RandomKey key = RandomKey.root(1).child(log);
      double[] normal = {key.gaussian(0), 2 * key.gaussian(1), key.gaussian(2)};
      double most = 0;
      double sum = 0;
      for (double value : normal) {
        most = Math.max(most, Math.abs(value));
        sum += Math.abs(value);
      }
      largest += most > Chance.ofLargest(2, 2, 2) ? 1 : 0;
      sums += sum > Chance.ofAbsoluteSum(1, 2, 1) ? 1 : 0;
    }
    assertThat(largest).isBetween(1, 40);
    assertThat(sums).isBetween(5, 60);
    assertThat(Chance.ofDistance(10_000)).isCloseTo(0.0163, within(1e-4));
    assertThat(Chance.ofDistance(100, 100)).isCloseTo(0.2302, within(1e-4));
  }

  @Test
  void simulationsThatLookDifferentFail() {
    Predictive same =
        Predictive.of(
            List.of("the mean length"),
            new double[] {5},
            i -> new double[] {5 + 0.01 * RandomKey.root(3).gaussian(i)});
    assertThat(same.finding(0.05).verdict()).isEqualTo(Verdict.PASSES);
    assertThat(same.finding(0.05).sentence())
        .startsWith("The mean length is 5 in the log and 4.98 to 5.0");
    Predictive other = new Predictive(same.names(), new double[] {6}, same.simulated());
    assertThat(other.finding(0.05).verdict()).isEqualTo(Verdict.FAILS);
    assertThat(other.finding(0.05).value()).isCloseTo(0.2, within(0.01));
  }

  @Test
  void numbersHaveThreeDigitsAndNoExponent() {
    assertThat(NumberText.text(0.000012345)).isEqualTo("0.0000123");
    assertThat(NumberText.text(12_345)).isEqualTo("12300");
    assertThat(NumberText.text(0)).isEqualTo("0");
    assertThat(NumberText.text(Double.NaN)).isEqualTo("-");
    assertThat(NumberText.percent(0.12345)).isEqualTo("12.3 %");
  }
}
