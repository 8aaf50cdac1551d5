package dev.recsim.learn.reinforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StepMeansTest {
  @Test
  void meanBeforeAFigureIsThatOfTheSameStep() {
    StepMeans means = new StepMeans();
    assertThat(means.replace(0, 4)).isZero();
    assertThat(means.replace(100, 7)).isZero();
    assertThat(means.replace(0, 8)).isEqualTo(4);
    assertThat(means.replace(0, 0)).isEqualTo(6);
    assertThat(means.replace(100, 0)).isEqualTo(7);
  }

  /** After 20 figures, each new one weighs a twentieth. */
  @Test
  void oldFiguresFade() {
    StepMeans means = new StepMeans();
    for (int i = 0; i < 1_000; i++) {
      means.replace(0, 5);
    }
    means.replace(0, 25);
    assertThat(means.replace(0, 0)).isCloseTo(6, within(1e-9));
  }
}
