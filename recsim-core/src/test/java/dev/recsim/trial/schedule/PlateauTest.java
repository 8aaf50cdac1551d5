package dev.recsim.trial.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlateauTest {
  /** With 8 checkpoints a quarter is 2. */
  @Test
  void lastQuarterIsComparedWithTheOneBefore() {
    assertThat(reached(0, 1, 1, 1, 1)).as("before three quarters").isFalse();
    assertThat(reached(0, 0, 1, 1, 1, 1)).isTrue();
    assertThat(reached(0, 0, 1, 1, 1, 1.01)).as("above by 0.5 %").isFalse();
    assertThat(reached(0, 0, 1, 1, 1, 1.003)).as("above by 0.15 %").isTrue();
    assertThat(reached(0, 0, 1, 1, 2, 2, 2)).isFalse();
    assertThat(reached(0, 0, 1, 1, 2, 2, 2, 2)).isTrue();
    assertThat(reached(0, 0, 1, 1, .5, .5)).as("below").isTrue();
  }

  @Test
  void negativeMeansAreComparedByTheirSize() {
    assertThat(reached(0, 0, -1, -1, -1, -1.001)).isTrue();
    assertThat(reached(0, 0, -1, -1, -.9, -.9)).isFalse();
  }

  @Test
  void fewCheckpointsAreAQuarterEach() {
    Plateau plateau = new Plateau(1);
    IntStream.range(0, 2).forEach(i -> plateau.add(1));
    assertThat(plateau.reached()).isFalse();
    plateau.add(1);
    assertThat(plateau.reached()).isTrue();
  }

  private static boolean reached(double... means) {
    Plateau plateau = new Plateau(8);
    for (double mean : means) {
      plateau.add(mean);
    }
    return plateau.reached();
  }
}
