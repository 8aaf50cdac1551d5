package dev.recsim.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class UnitVectorsTest {

  @Test
  void vectorsAreScaledToLengthOne() {
    float[] units = new float[4];
    float[] lengths = new float[2];
    UnitVectors.normalize(new float[] {3, 4, 0, -2}, 0, 2, 2, units, lengths);
    assertThat(units).containsExactly(.6f, .8f, 0, -1);
    assertThat(lengths).containsExactly(5, 2);
  }

  @Test
  void zeroVectorStaysZero() {
    float[] units = {7, 7};
    UnitVectors.normalize(new float[2], 0, 1, 2, units, new float[1]);
    assertThat(units).containsExactly(0, 0);
  }

  /** For v = (3, 4): g = (1, 0), g u = .6, so ((1, 0) - .6 (.6, .8)) / 5. */
  @Test
  void derivativeIsOrthogonalToTheVector() {
    float[] gradient = {1, 0};
    UnitVectors.backward(gradient, new float[] {.6f, .8f}, new float[] {5}, 0, 1, 2);
    assertThat(gradient[0]).isCloseTo(.128f, within(1e-6f));
    assertThat(gradient[1]).isCloseTo(-.096f, within(1e-6f));
  }
}
