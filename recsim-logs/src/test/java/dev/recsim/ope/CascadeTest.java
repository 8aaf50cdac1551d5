package dev.recsim.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.ope.SlateEstimators.ShownSlate;
import org.junit.jupiter.api.Test;

/**
 * Users read downwards and stop at the first click. The expectation of an estimator under uniform
 * logging is computed exactly, over all slates of two and all responses.
 */
class CascadeTest {
  /** Probability of a click on each document that is read. */
  private static final double[] ATTRACTION = {.9, .5, .1, .2};

  private static final int[] ONE = {1, 2};
  private static final int[] OTHER = {3, 1};

  private static double value(int[] slate) {
    double first = ATTRACTION[slate[0]];
    return first + (1 - first) * ATTRACTION[slate[1]];
  }

  private static double expected(Estimator<ShownSlate> estimator, int[] target) {
    double expected = 0;
    for (int a = 0; a < 4; a++) {
      for (int b = 0; b < 4; b++) {
        for (int clicked = -1; a != b && clicked < 2; clicked++) {
          double above = a == target[0] ? 4 : 0;
          double[] ratio = {above, b == target[1] ? 3 : 0};
          double[] marginal = {above, b == target[1] ? 4 : 0};
          double[] rewards = {clicked == 0 ? 1 : 0, clicked == 1 ? 1 : 0};
          ShownSlate slate = new ShownSlate(ratio, marginal, rewards);
          double first = ATTRACTION[a];
          double second = ATTRACTION[b];
          double probability =
              clicked == 0
                  ? first
                  : clicked == 1 ? (1 - first) * second : (1 - first) * (1 - second);
          expected += probability / 12 * new Terms(0).set(estimator, slate).get(0);
        }
      }
    }
    return expected;
  }

  @Test
  void iipsOrdersTwoPoliciesTheWrongWayAndRipsDoesNot() {
    assertThat(value(ONE)).isCloseTo(.55, within(1e-12));
    assertThat(value(OTHER)).isCloseTo(.60, within(1e-12));
    Estimator<ShownSlate> iips = SlateEstimators.iips();
    assertThat(expected(iips, ONE)).isGreaterThan(expected(iips, OTHER) + .03);
    Estimator<ShownSlate> rips = SlateEstimators.rips();
    assertThat(expected(rips, ONE)).isCloseTo(.55, within(1e-12));
    assertThat(expected(rips, OTHER)).isCloseTo(.60, within(1e-12));
    Estimator<ShownSlate> sips = SlateEstimators.sips();
    assertThat(expected(sips, OTHER)).isCloseTo(.60, within(1e-12));
  }
}
