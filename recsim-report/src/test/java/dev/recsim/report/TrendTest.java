package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrendTest {

  @Test
  void differencesOfRoundingAreNoTrend() {
    assertThat(Trend.line(List.of(8.9246, 8.9245999, 8.9246)))
        .isEqualTo("3.0,11.0 45.0,11.0 87.0,11.0");
  }

  @Test
  void changesReachFromEdgeToEdge() {
    assertThat(Trend.line(List.of(1.0, 2.0, 1.5))).isEqualTo("3.0,19.0 45.0,3.0 87.0,11.0");
  }

  @Test
  void nothingButZerosIsAFlatLine() {
    assertThat(Trend.line(List.of(0.0, 0.0))).isEqualTo("3.0,11.0 87.0,11.0");
  }
}
