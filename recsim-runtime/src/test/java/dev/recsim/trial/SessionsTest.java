package dev.recsim.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SessionsTest {
  /** Mean 3; squares 4 + 1 + 0 + 9 = 14; variance 14/3; of the mean 14/12. */
  @Test
  void meansAndStandardErrorByHand() {
    Sessions sessions =
        new Sessions(new double[] {1, 2, 3, 6}, new int[] {1, 1, 2, 6}, new double[0]);
    assertThat(sessions.meanReward()).isEqualTo(3);
    assertThat(sessions.standardError()).isCloseTo(Math.sqrt(7 / 6.0), within(1e-15));
    assertThat(sessions.meanLength()).isEqualTo(2.5);
    assertThat(sessions.steps()).isEqualTo(10);
  }

  @Test
  void singleSessionHasNoStandardError() {
    assertThat(new Sessions(new double[] {1}, new int[] {1}, new double[0]).standardError())
        .isNaN();
  }
}
