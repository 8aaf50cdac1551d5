package dev.recsim.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

  private static double expected(Estimator<SlateEstimators.Row> estimator, int[] target) {
    double expected = 0;
    double[] term = new double[1];
    for (int a = 0; a < 4; a++) {
      for (int b = 0; b < 4; b++) {
        for (int clicked = -1; a != b && clicked < 2; clicked++) {
          SlateEstimators.Row row = new SlateEstimators.Row(2);
          row.ratio[0] = a == target[0] ? 4 : 0;
          row.ratio[1] = b == target[1] ? 3 : 0;
          row.marginal[0] = row.ratio[0];
          row.marginal[1] = b == target[1] ? 4 : 0;
          if (clicked >= 0) {
            row.r[clicked] = 1;
          }
          double first = ATTRACTION[a];
          double second = ATTRACTION[b];
          double probability =
              clicked == 0
                  ? first
                  : clicked == 1 ? (1 - first) * second : (1 - first) * (1 - second);
          estimator.terms(row, term, 0);
          expected += probability / 12 * term[0];
        }
      }
    }
    return expected;
  }

  @Test
  void iipsOrdersTwoPoliciesTheWrongWayAndRipsDoesNot() {
    assertThat(value(ONE)).isCloseTo(.55, within(1e-12));
    assertThat(value(OTHER)).isCloseTo(.60, within(1e-12));
    Estimator<SlateEstimators.Row> iips = SlateEstimators.iips();
    assertThat(expected(iips, ONE)).isGreaterThan(expected(iips, OTHER) + .03);
    Estimator<SlateEstimators.Row> rips = SlateEstimators.rips();
    assertThat(expected(rips, ONE)).isCloseTo(.55, within(1e-12));
    assertThat(expected(rips, OTHER)).isCloseTo(.60, within(1e-12));
    Estimator<SlateEstimators.Row> sips = SlateEstimators.sips();
    assertThat(expected(sips, OTHER)).isCloseTo(.60, within(1e-12));
  }
}
