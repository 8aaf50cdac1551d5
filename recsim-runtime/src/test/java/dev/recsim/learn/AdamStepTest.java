package dev.recsim.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamStepTest {
  private final float[] p = {1};
  private final float[] g = {0};
  private final float[] m = {0};
  private final float[] v = {0};

  /**
   * Worked by hand: m = .05, v = .00025, so p = 1 - .1 * .5 / .5; then m = .02, v = .00031225, so p
   * = .9 - .1 * (.02 / .19) / sqrt(.00031225 / .001999).
   */
  @Test
  void twoStepsGiveTheNumbersWorkedByHand() {
    step(.5f, 1);
    assertThat(p[0]).isCloseTo(.9f, within(1e-6f));
    step(-.25f, 2);
    assertThat(m[0]).isCloseTo(.02f, within(1e-8f));
    assertThat(v[0]).isCloseTo(.00031225f, within(1e-10f));
    assertThat(p[0]).isCloseTo(.87336630f, within(1e-6f));
  }

  /** At the first step the corrected root is the gradient itself: half a step where it is 1e-8. */
  @Test
  void epsilonIsAddedToTheCorrectedRoot() {
    step(1e-8f, 1);
    assertThat(p[0]).isCloseTo(.95f, within(1e-6f));
  }

  @Test
  void gradientsAreCleared() {
    step(.5f, 1);
    assertThat(g).containsExactly(0);
  }

  private void step(float gradient, long t) {
    g[0] = gradient;
    AdamStep.of(.1, t).apply(p, g, m, v, 0, p.length);
  }
}
