package dev.recsim.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamTest {
  private final Adam adam = new Adam();
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
    step(.5f);
    assertThat(p[0]).isCloseTo(.9f, within(1e-6f));
    step(-.25f);
    assertThat(m[0]).isCloseTo(.02f, within(1e-8f));
    assertThat(v[0]).isCloseTo(.00031225f, within(1e-10f));
    assertThat(p[0]).isCloseTo(.87336630f, within(1e-6f));
  }

  /** At the first step the corrected root is the gradient itself: half a step where it is 1e-8. */
  @Test
  void epsilonIsAddedToTheCorrectedRoot() {
    step(1e-8f);
    assertThat(p[0]).isCloseTo(.95f, within(1e-6f));
  }

  @Test
  void gradientsAreCleared() {
    step(.5f);
    assertThat(g).containsExactly(0);
  }

  private void step(float gradient) {
    g[0] = 2 * gradient;
    adam.next(.1, .5f);
    adam.apply(p, g, m, v, 0, p.length);
  }
}
