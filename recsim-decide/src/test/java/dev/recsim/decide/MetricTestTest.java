package dev.recsim.decide;

import static dev.recsim.decide.Verdict.HOLDS;
import static dev.recsim.decide.Verdict.IMPROVED;
import static dev.recsim.decide.Verdict.REGRESSED;
import static dev.recsim.decide.Verdict.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.decide.MetricTest.Result;
import dev.recsim.decide.sequence.TestLook.Counting;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bounds are 2.326 away from gains, the margin is 4. */
class MetricTestTest {
  private static final double MARGIN = 4;

  private static List<Result> results(boolean beats, double... gains) {
    return new MetricTest(new FixedBounds(1, gains), -MARGIN, beats).results(0.01);
  }

  private static List<Verdict> verdicts(boolean beats, double... gains) {
    return results(beats, gains).stream().map(Result::verdict).toList();
  }

  @Test
  void aLookShowsOneOfFourThings() {
    assertThat(results(false, 2.33, 2.32, -1.67, -1.68, -3.9, -4.1))
        .extracting(Result::here)
        .containsExactly(IMPROVED, HOLDS, HOLDS, UNDECIDED, UNDECIDED, REGRESSED);
  }

  /** A loss that is shown but below the margin is no regression. */
  @Test
  void aSmallLossIsNoRegression() {
    assertThat(verdicts(false, -3)).containsExactly(UNDECIDED);
    assertThat(new MetricTest(new FixedBounds(1, -3), Double.NaN, false).results(0.01).get(0))
        .extracting(Result::verdict)
        .isEqualTo(REGRESSED);
  }

  @Test
  void theFirstLookThatDecidesStays() {
    assertThat(verdicts(false, -3, 0, 3, -9)).containsExactly(UNDECIDED, HOLDS, HOLDS, HOLDS);
    assertThat(verdicts(false, -9, 3)).containsExactly(REGRESSED, REGRESSED);
    assertThat(verdicts(false, 3, -9)).containsExactly(IMPROVED, IMPROVED);
  }

  @Test
  void whatMustBeatWaitsForAnImprovement() {
    assertThat(verdicts(true, 0, -3, 3, 0)).containsExactly(HOLDS, UNDECIDED, IMPROVED, IMPROVED);
    assertThat(verdicts(true, 0, -9, 3)).containsExactly(HOLDS, REGRESSED, REGRESSED);
  }

  @Test
  void withoutAMarginNothingHolds() {
    MetricTest test = new MetricTest(new FixedBounds(1, 0, 1, 3), Double.NaN, false);
    assertThat(test.results(0.01))
        .extracting(Result::verdict)
        .containsExactly(UNDECIDED, UNDECIDED, IMPROVED);
  }

  /** The lower bound of 5 is above the upper bound of 0. */
  @Test
  void anEffectThatChangesDrifts() {
    assertThat(results(false, 5, 2, 0, 2))
        .extracting(Result::drift)
        .containsExactly(false, false, true, true);
  }

  @Test
  void looksThatDoNotCountShowNothing() {
    List<Result> results = results(false, Double.NaN, 3);
    assertThat(results.get(0).counting()).isEqualTo(Counting.TOO_EARLY);
    assertThat(results.get(0).verdict()).isEqualTo(UNDECIDED);
    assertThat(results.get(1).verdict()).isEqualTo(IMPROVED);
    assertThat(verdicts(false, 3, Double.NaN)).containsExactly(IMPROVED, IMPROVED);
  }

  @Test
  void regressionsAreFoundAtAnyLevel() {
    MetricTest test = new MetricTest(new FixedBounds(1, -2.5, -4.5, -5), -2, false);
    assertThat(test.regressed(0.01)).isEqualTo(0);
    assertThat(test.regressed(1e-4)).isEqualTo(1);
    assertThat(test.regressed(1e-9)).isEqualTo(-1);
    assertThat(test.improved(0.01)).isEqualTo(-1);
  }
}
