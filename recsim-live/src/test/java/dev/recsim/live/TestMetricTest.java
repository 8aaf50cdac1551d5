package dev.recsim.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.decide.metric.ArmMeans;
import dev.recsim.decide.metric.UnitMetric;
import dev.recsim.decide.metric.UnitSums;
import dev.recsim.live.options.AbOptions.AbMetric;
import dev.recsim.live.options.AbOptions.Better;
import dev.recsim.live.options.AbOptions.Join;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the declaration of a metric decides what is made of sums. */
class TestMetricTest {
  private static final UnitSums CONTROL = sums(100, 30, 50, 40);
  private static final UnitSums TREATED = sums(100, 36, 40, 52);

  /**
   * @param x sum of the covariate, which is 0 or 1 for each unit
   */
  private static UnitSums sums(long n, double y, double d, double x) {
    return UnitSums.of(n, y, y).withDenominator(d, d, y / 2).withCovariate(x, x, y / 3, d / 3);
  }

  private static TestMetric metric(String column, List<String> ratio, String covariate) {
    return new TestMetric(
        "it",
        new AbMetric(
            column, null, ratio, Better.HIGHER, Join.SUM, null, covariate, null, null, null));
  }

  @Test
  void meanIsBySumsOfUnits() {
    TestMetric mean = metric("y", null, null);

    assertThat(mean.kind()).isEqualTo(UnitMetric.MEAN);
    assertThat(mean.means(CONTROL, TREATED))
        .isEqualTo(ArmMeans.of(UnitMetric.MEAN, CONTROL, TREATED))
        .extracting(ArmMeans::a, ArmMeans::b)
        .containsExactly(0.3, 0.36);
  }

  @Test
  void ratioIsBySumsOfTwoColumns() {
    TestMetric ratio = metric(null, List.of("y", "d"), null);

    assertThat(ratio.kind()).isEqualTo(UnitMetric.RATIO);
    assertThat(ratio.means(CONTROL, TREATED))
        .isEqualTo(ArmMeans.of(UnitMetric.RATIO, CONTROL, TREATED));
    assertThat(ratio.means(CONTROL, TREATED).b()).isCloseTo(0.9, within(1e-12));
  }

  @Test
  void covariateAdjustsBothArms() {
    TestMetric adjusted = metric("y", null, "x");

    assertThat(adjusted.means(CONTROL, TREATED))
        .isEqualTo(ArmMeans.adjusted(UnitMetric.MEAN, CONTROL, TREATED))
        .isNotEqualTo(ArmMeans.of(UnitMetric.MEAN, CONTROL, TREATED));
  }
}
