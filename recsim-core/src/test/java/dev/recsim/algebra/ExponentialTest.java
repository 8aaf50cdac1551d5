package dev.recsim.algebra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import org.junit.jupiter.api.Test;

class ExponentialTest {

  @Test
  void isThatOfStrictMath() {
    for (int i = 0; i < 200_000; i++) {
      double scale = i % 3 == 0 ? 1 : i % 3 == 1 ? 30 : 705;
      double x = scale * (2 * RandomKey.root(3).uniform(i) - 1);
      double expected = StrictMath.exp(x);
      assertThat(Math.abs(Exponential.of(x) - expected))
          .isLessThanOrEqualTo(2 * Math.ulp(expected));
    }
  }

  @Test
  void isThatOfStrictMathAtTheEdges() {
    assertThat(Exponential.of(0)).isEqualTo(1);
    assertThat(Exponential.of(-0.0)).isEqualTo(1);
    assertThat(Exponential.of(-800)).isZero();
    assertThat(Exponential.of(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(Exponential.of(Double.POSITIVE_INFINITY)).isInfinite();
    assertThat(Exponential.of(Double.NaN)).isNaN();
    for (double x : new double[] {-700, 700, -705, 705, 1e-300, StrictMath.log(2) / 128}) {
      assertThat(Math.abs(Exponential.of(x) - StrictMath.exp(x)))
          .isLessThanOrEqualTo(2 * Math.ulp(StrictMath.exp(x)));
    }
  }
}
