package dev.recsim.trial.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Space;
import java.util.List;
import org.junit.jupiter.api.Test;

class AutoTrainingTest {
  @Test
  void boundGrowsWithPairsOfStateAndSlate() {
    assertThat(steps(new Space(5, 1, 5))).isEqualTo(1_000_000);
    assertThat(steps(new Space(20, 1, 20))).isEqualTo(1_600_000);
    assertThat(steps(new Space(10, 3, 3))).as("120 slates").isEqualTo(1_440_000);
    assertThat(steps(new Space(1_000, 1, 1_000))).isEqualTo(4_000_000);
    assertThat(steps(new Space(60, 30, 60))).as("more slates than a long").isEqualTo(4_000_000);
  }

  @Test
  void boundIsFixedWithFeaturesAndCanBeGiven() {
    Space features = new Space(100, 3, 1, 0, List.of("age"), List.of("price"), List.of());
    assertThat(steps(features)).isEqualTo(1_000_000);
    assertThat(new AutoTraining(7_000L, null).steps(features)).isEqualTo(7_000);
  }

  private static long steps(Space space) {
    return AutoTraining.DEFAULTS.steps(space);
  }
}
