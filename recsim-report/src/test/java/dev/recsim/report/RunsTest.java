package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RunsTest {
  private static final double[] X = {8.91, 8.40, 7.95, 8.88, 8.92, 6.30, 8.71, 8.15};
  private static final double[] Y = {7.43, 8.92, 6.28, 7.10, 7.70, 7.31, 6.95, 7.64};

  // np.mean(1 - np.minimum(np.array(x) / 8.5, 1))
  @Test
  void runsAboveTheOptimumDoNotMakeUpForThoseBelow() {
    double[] shares = Arrays.stream(X).map(score -> score / 8.5).toArray();
    assertThat(Runs.optimalityGap(shares)).isCloseTo(0.04705882352941175, within(1e-12));
  }

  // stats.mannwhitneyu(x, y).statistic / 64
  // stats.mannwhitneyu([1, 2, 2, 3], [2, 2, 4]).statistic / 12
  @Test
  void probabilityOfImprovementIsMannAndWhitneysWithTiesAsHalves() {
    assertThat(Runs.probabilityOfImprovement(X, Y)).isEqualTo(0.7890625);
    assertThat(Runs.probabilityOfImprovement(new double[] {1, 2, 2, 3}, new double[] {2, 2, 4}))
        .isCloseTo(1.0 / 3, within(1e-15));
  }

  @Test
  void nothingToCompareIsAnError() {
    assertThatThrownBy(() -> Runs.probabilityOfImprovement(X, new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
